import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { copyRenewed } from '#lib/staging/local/copy-renewed.ts';
import { onDisk, openSealedFile } from '#lib/staging/local/sealed-file.ts';
import { requireObjectKey } from '#lib/staging/object-key.ts';
import type { Staging } from '#lib/staging/port.ts';
import { readObject } from '#lib/staging/read-object.ts';
import { sealObject } from '#lib/staging/seal-object.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';

/** Far longer than any pause of a writer, who may be another process on this directory. */
const STALE_AFTER_MS = 6 * 60 * 60 * 1_000;

/**
 * Staging in a directory of encrypted files (object-format.ts says how). Several processes may share
 * it. What a killed writer left half-done is swept away here.
 * @param masterKey 32 bytes
 * @throws {PortError} `staging-not-accessible`
 */
export async function openLocalStaging({
  directory,
  masterKey,
}: {
  directory: string;
  masterKey: MasterKey;
}): Promise<Staging> {
  const partialDirectory = path.join(directory, 'partial');
  const pathOf = (key: string) => path.join(directory, 'objects', requireObjectKey(key));
  await onDisk(mkdir(partialDirectory, { recursive: true, mode: 0o700 }));
  await onDisk(sweepStale(partialDirectory));

  return {
    async write(objectKey, content) {
      const target = pathOf(objectKey);
      const partial = path.join(partialDirectory, randomUUID());
      const file = await onDisk(open(partial, 'wx', 0o600));
      try {
        const written = await sealObject({ masterKey, objectKey, content }, (bytes) =>
          onDisk(file.appendFile(bytes)),
        )
          .then(async (sealed) => {
            await onDisk(file.sync());
            return sealed;
          })
          .finally(() => onDisk(file.close()));
        await onDisk(moveDurably(partial, target));
        return written;
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },

    async open(objectKey) {
      const file = await onDisk(open(pathOf(objectKey), 'r'));
      try {
        return await readObject(await openSealedFile(file), { masterKey, objectKey });
      } catch (error) {
        await file.close();
        throw error;
      }
    },

    async remove(objectKey) {
      await onDisk(rm(pathOf(objectKey), { force: true }));
    },

    async *listKeys() {
      const objects = path.join(directory, 'objects');
      await onDisk(mkdir(objects, { recursive: true, mode: 0o700 }));
      const entries = await onDisk(readdir(objects, { recursive: true, withFileTypes: true }));
      for (const entry of entries.filter((it) => it.isFile())) {
        const relative = path.relative(objects, path.join(entry.parentPath, entry.name));
        yield relative.split(path.sep).join('/');
      }
    },

    async renewKey(objectKey) {
      const target = pathOf(objectKey);
      const partial = path.join(partialDirectory, randomUUID());
      try {
        const isRenewed = await copyRenewed({ target, partial, masterKey, objectKey });
        if (isRenewed) await onDisk(moveDurably(partial, target));
        return isRenewed;
      } finally {
        await rm(partial, { force: true });
      }
    },
  };
}

/** A rename survives a power cut only once the directory itself is on the disk. */
async function moveDurably(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  await rename(from, to);
  // Windows opens no directories and needs no such step.
  if (process.platform === 'win32') return;
  const directory = await open(path.dirname(to), 'r');
  await directory.sync().finally(() => directory.close());
}

async function sweepStale(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const file = path.join(directory, name);
    // Gone already: its writer has just finished, or another process sweeps too.
    const modifiedMs = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => Infinity,
    );
    if (Date.now() - modifiedMs > STALE_AFTER_MS) await rm(file, { force: true });
  }
}
