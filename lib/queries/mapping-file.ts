import 'server-only';
import { database } from '#lib/db/client.ts';
import { bytesOfMappingPages } from '#lib/db/mapping-pages.ts';
import { decodeMappingPage } from '#lib/domain/mapping-file/mapping-page.ts';
import {
  mappingFileCells,
  MAPPING_FILE_HEADER,
} from '#lib/domain/mapping-file/write-mapping-file.ts';
import { writeCsv, writeCsvRows } from '#lib/domain/write-csv.ts';

/** A stored version as a mapping file, read as it is written. Whoever asks has checked the role. */
export async function* mappingFileOf(versionId: string): AsyncGenerator<string> {
  yield writeCsv([[...MAPPING_FILE_HEADER]]);
  for await (const bytes of bytesOfMappingPages(database(), versionId)) {
    yield writeCsvRows(decodeMappingPage(bytes).map(mappingFileCells));
  }
}
