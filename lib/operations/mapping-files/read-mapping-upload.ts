import { createHash } from 'node:crypto';
import { AppError } from '#lib/domain/errors.ts';
import type { MappingFileRows } from '#lib/domain/mapping-file/mapping-file-rows.ts';
import { createMappingFileReader } from '#lib/domain/mapping-file/parse-mapping-file.ts';

export type MappingUpload = {
  readonly fileName: string;
  /** The file, as it arrives. */
  readonly pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
};

/**
 * Checks an uploaded mapping file again, whatever the browser has said about it. Its text is not kept.
 * @throws {AppError} `mapping-file-refused`; whatever `pieces` throws
 */
export async function readMappingUpload({ fileName, pieces }: MappingUpload): Promise<{
  readonly fileName: string;
  readonly sha256: string;
  readonly rows: MappingFileRows;
}> {
  const reader = createMappingFileReader();
  const hash = createHash('sha256');
  for await (const bytes of pieces) {
    hash.update(bytes);
    if (!reader.push(bytes)) break;
  }
  const file = reader.end();
  if (file.state === 'unreadable' || file.errorCount > 0) {
    throw new AppError(
      'mapping-file-refused',
      'The mapping file has errors, so nothing was saved. Correct them and choose it again.',
    );
  }
  return { fileName, sha256: hash.digest('hex'), rows: file.rows };
}
