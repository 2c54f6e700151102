import { constants, copyFile, open } from 'node:fs/promises';
import type { MasterKey } from '#lib/domain/master-key.ts';
import { onDisk, openSealedFile } from '#lib/staging/local/sealed-file.ts';
import { HEADER_BYTES, renewHeader } from '#lib/staging/object-format.ts';
import { verified } from '#lib/staging/read-object.ts';

/**
 * A copy of the object under the new master key, forced to the disk, to be moved into its place: a
 * header that is overwritten where it lies may be half-written when the power fails.
 * @returns false, and makes no copy, when it is under that key already
 */
export async function copyRenewed({
  target,
  partial,
  masterKey,
  objectKey,
}: {
  target: string;
  partial: string;
  masterKey: MasterKey;
  objectKey: string;
}): Promise<boolean> {
  const sealed = await openSealedFile(await onDisk(open(target, 'r')));
  const header = await sealed.read(0, HEADER_BYTES).finally(() => sealed.close());
  const renewed = verified(() => renewHeader(masterKey, objectKey, header));
  if (renewed === null) return false;

  await onDisk(copyFile(target, partial, constants.COPYFILE_FICLONE));
  const copy = await onDisk(open(partial, 'r+'));
  try {
    await onDisk(copy.write(renewed, 0, renewed.length, 0));
    await onDisk(copy.sync());
  } finally {
    await copy.close();
  }
  return true;
}
