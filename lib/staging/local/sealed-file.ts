import type { FileHandle } from 'node:fs/promises';
import { toStagingError } from '#lib/staging/local/errors.ts';
import type { SealedObject } from '#lib/staging/read-object.ts';

/** Takes over the file. @throws {PortError} */
export async function openSealedFile(file: FileHandle): Promise<SealedObject> {
  const { size } = await onDisk(file.stat());
  return {
    sizeBytes: size,
    async read(startBytes, lengthBytes) {
      const buffer = Buffer.alloc(lengthBytes);
      let filled = 0;
      while (filled < lengthBytes) {
        const { bytesRead } = await onDisk(
          file.read(buffer, filled, lengthBytes - filled, startBytes + filled),
        );
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    },
    close: () => file.close(),
  };
}

/** What the disk throws, translated. */
export async function onDisk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toStagingError(error);
  }
}
