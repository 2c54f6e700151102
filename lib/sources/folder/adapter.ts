import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { comparePackageNames, parsePackageName } from '#lib/domain/packages/package-name.ts';
import { isSameFile, type RemotePackage } from '#lib/domain/packages/remote-package.ts';
import { IMPORTED_DIRECTORY, importedNames } from '#lib/domain/connectors/after-import.ts';
import type { FolderSettings } from '#lib/sources/folder/definition.ts';
import { folderError, toFolderError } from '#lib/sources/folder/errors.ts';
import type { OpenSource, Source } from '#lib/sources/port.ts';

/** A link could lead anywhere on this machine, so none is followed. */
const READ_NO_LINK = constants.O_RDONLY | constants.O_NOFOLLOW;

/** @throws {PortError} */
export async function openFolderSource(
  { settings }: { readonly settings: FolderSettings },
  { signal, onStep = () => undefined }: OpenSource,
): Promise<Source> {
  signal.throwIfAborted();
  const source = createSource(settings.directory);
  onStep({ id: 'packages', state: 'running' });
  try {
    const packages = await source.listPackages();
    onStep({ id: 'packages', state: 'passed', detail: String(packages.length) });
    return source;
  } catch (error) {
    const refusal = toFolderError(error, 'directory-missing');
    onStep({ id: 'packages', state: 'failed', code: refusal.code });
    throw refusal;
  }
}

function createSource(directory: string): Source {
  return {
    async listPackages() {
      try {
        const names = (await readdir(directory)).filter((name) => parsePackageName(name) !== null);
        const found = await Promise.all(names.map((name) => find(directory, name)));
        return found
          .filter((file) => file !== null)
          .toSorted((left, right) => comparePackageNames(left.name, right.name));
      } catch (error) {
        throw toFolderError(error, 'directory-missing');
      }
    },

    openPackage(name, startBytes = 0) {
      const bytes = readFile(fileOf(directory, name), startBytes);
      return Promise.resolve(Readable.from(bytes, { objectMode: false }));
    },

    async putAway(imported, how) {
      const file = fileOf(directory, imported.name);
      try {
        const now = await find(directory, imported.name);
        if (now === null) return 'gone';
        if (!isSameFile(now, imported)) return 'changed';
        if (how === 'delete') await unlink(file);
        else await move(directory, imported.name);
        return 'done';
      } catch (error) {
        throw toFolderError(error, 'package-missing');
      }
    },

    close: () => Promise.resolve(),
  };
}

/** A name comes from a listing, but by way of the database: it must not lead elsewhere. */
function fileOf(directory: string, name: string): string {
  if (parsePackageName(name) === null) throw new Error(`not a package name: ${name}`);
  return path.join(directory, name);
}

/** Null when it is gone, or no plain file. */
async function find(directory: string, name: string): Promise<RemotePackage | null> {
  const stats = await lstat(path.join(directory, name)).catch((error: unknown) => {
    if (toFolderError(error, 'package-missing').code === 'package-missing') return null;
    throw error;
  });
  return stats?.isFile() === true ? toRemotePackage(name, stats) : null;
}

async function move(directory: string, name: string): Promise<void> {
  const target = path.join(directory, IMPORTED_DIRECTORY);
  await mkdir(target, { recursive: true });
  for (const candidate of importedNames(name)) {
    if (await exists(path.join(target, candidate))) continue;
    await rename(path.join(directory, name), path.join(target, candidate));
    return;
  }
}

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

async function* readFile(file: string, startBytes: number): AsyncGenerator<Buffer> {
  try {
    const handle = await open(file, READ_NO_LINK);
    try {
      const before = await handle.stat();
      if (!before.isFile()) throw folderError('package-missing');
      const end = before.size - 1;
      if (startBytes <= end) {
        // A share that reads ahead of its writer ends where the file ended when it was opened.
        yield* handle.createReadStream({ start: startBytes, end, autoClose: false });
      }
      const after = await handle.stat();
      if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
        throw folderError('package-changed');
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw toFolderError(error, 'package-missing');
  }
}

function toRemotePackage(name: string, stats: Stats): RemotePackage {
  return { name, sizeBytes: stats.size, modifiedAt: new Date(Math.floor(stats.mtimeMs)) };
}
