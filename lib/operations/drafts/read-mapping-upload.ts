import { createHash } from 'node:crypto';
import { AppError } from '#lib/domain/errors.ts';
import { isMappingError } from '#lib/domain/mapping-file/mapping-problem.ts';
import { parseMappingFile } from '#lib/domain/mapping-file/parse-mapping-file.ts';
import type { MappingFileRow } from '#lib/domain/mapping-file/parse-mapping-row.ts';

export type MappingUpload = { readonly fileName: string; readonly bytes: Uint8Array };

/**
 * Checks an uploaded mapping file again, whatever the browser has said about it.
 * @throws {AppError} `mapping-file-missing`, `mapping-file-refused`
 */
export function readMappingUpload(upload: MappingUpload | null): {
  readonly fileName: string;
  readonly sha256: string;
  readonly rows: readonly MappingFileRow[];
} {
  if (upload === null) throw new AppError('mapping-file-missing', 'Choose the mapping file again.');
  const file = parseMappingFile(upload.bytes);
  if (file.state === 'unreadable' || file.problems.some(isMappingError)) {
    throw new AppError(
      'mapping-file-refused',
      'The mapping file has errors, so nothing was saved. Correct them and choose it again.',
    );
  }
  const sha256 = createHash('sha256').update(upload.bytes).digest('hex');
  return { fileName: upload.fileName, sha256, rows: file.rows };
}
