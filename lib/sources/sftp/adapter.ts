import path from 'node:path';
import { Readable } from 'node:stream';
import type { Client, FileEntryWithStats, Stats } from 'ssh2';
import { IMPORTED_DIRECTORY, importedNames } from '#lib/domain/connectors/after-import.ts';
import { comparePackageNames, parsePackageName } from '#lib/domain/packages/package-name.ts';
import { isSameFile, type RemotePackage } from '#lib/domain/packages/remote-package.ts';
import type { OpenSource, Source } from '#lib/sources/port.ts';
import { connect, type SftpAccount } from '#lib/sources/sftp/connect.ts';
import { isMissing, toChangeError, toSftpError } from '#lib/sources/sftp/errors.ts';
import { readFile } from '#lib/sources/sftp/read-file.ts';
import { openRequests, type SftpRequests } from '#lib/sources/sftp/requests.ts';

/** @throws {PortError} */
export async function openSftpSource(account: SftpAccount, options: OpenSource): Promise<Source> {
  const client = await connect(account, options);
  try {
    const requests = await openRequests(client, options.patienceMs);
    const source = createSource(client, requests, account.settings.directory);
    await checkPackages(source, options);
    return source;
  } catch (error) {
    client.end();
    throw error;
  }
}

/** The last of the steps that the wizard's pop-up shows; nobody else needs the listing here. */
async function checkPackages(source: Source, { onStep }: OpenSource): Promise<void> {
  if (onStep === undefined) return;
  onStep({ id: 'packages', state: 'running' });
  try {
    const packages = await source.listPackages();
    onStep({ id: 'packages', state: 'passed', detail: String(packages.length) });
  } catch (error) {
    const { code } = toSftpError(error, 'directory-missing');
    onStep({ id: 'packages', state: 'failed', code });
    throw error;
  }
}

function createSource(client: Client, requests: SftpRequests, directory: string): Source {
  return {
    async listPackages() {
      try {
        const entries = await requests.list(directory);
        return entries
          .filter(({ filename, attrs }) => attrs.isFile() && parsePackageName(filename) !== null)
          .toSorted((left, right) => comparePackageNames(left.filename, right.filename))
          .map(toRemotePackage);
      } catch (error) {
        throw toSftpError(error, 'directory-missing');
      }
    },

    openPackage(name, startBytes = 0) {
      const bytes = readFile(requests, fileOf(directory, name), startBytes);
      return Promise.resolve(Readable.from(translateErrors(bytes), { objectMode: false }));
    },

    async putAway(imported, how) {
      const { name } = imported;
      const file = fileOf(directory, name);
      try {
        const now = await find(requests, file);
        if (now === null) return 'gone';
        if (!isSameFile(toRemotePackage({ filename: name, attrs: now }), imported))
          return 'changed';
        if (how === 'delete') await requests.unlink(file);
        else await move(requests, directory, name);
        return 'done';
      } catch (error) {
        throw toChangeError(error);
      }
    },

    close() {
      client.end();
      return Promise.resolve();
    },
  };
}

/** A name comes from a listing, but by way of the database: it must not lead elsewhere. */
function fileOf(directory: string, name: string): string {
  if (parsePackageName(name) === null) throw new Error(`not a package name: ${name}`);
  return path.posix.join(directory, name);
}

/** Null when it is gone. */
async function find(requests: SftpRequests, file: string): Promise<Stats | null> {
  try {
    return await requests.lstat(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function move(requests: SftpRequests, directory: string, name: string): Promise<void> {
  const target = path.posix.join(directory, IMPORTED_DIRECTORY);
  if ((await find(requests, target)) === null) await requests.mkdir(target);
  for (const candidate of importedNames(name)) {
    const file = path.posix.join(target, candidate);
    if ((await find(requests, file)) !== null) continue;
    await requests.rename(path.posix.join(directory, name), file);
    return;
  }
}

async function* translateErrors(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } catch (error) {
    throw toSftpError(error, 'package-missing');
  }
}

function toRemotePackage({
  filename,
  attrs,
}: Pick<FileEntryWithStats, 'filename' | 'attrs'>): RemotePackage {
  // Servers may leave the time out, which ssh2 shows as undefined in spite of its type.
  const modifiedSeconds: unknown = attrs.mtime;
  return {
    name: filename,
    sizeBytes: attrs.size,
    modifiedAt: typeof modifiedSeconds === 'number' ? new Date(modifiedSeconds * 1_000) : null,
  };
}
