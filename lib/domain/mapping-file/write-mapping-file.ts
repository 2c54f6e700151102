import type { MappingFileRow } from '#lib/domain/mapping-file/parse-mapping-row.ts';
import { DAY_MS } from '#lib/domain/mapping-file/parse-mapping-row.ts';

/** The columns of a mapping file as Custody writes it, and as the template has them. */
export const MAPPING_FILE_HEADER = [
  'External User ID',
  'Microsoft 365 User Mailbox',
  'Holds from',
  'Holds until',
] as const;

/** A row's cells: read again, they say the same. */
export function mappingFileCells(row: MappingFileRow): readonly string[] {
  return [
    row.mobileNumber,
    row.mailbox,
    momentCell(row.holdsFrom, 0),
    momentCell(row.holdsUntil, DAY_MS),
  ];
}

/** Midnight as its day: the first that counts, and the last. */
function momentCell(moment: Date | null, dayBackMs: number): string {
  if (moment === null) return '';
  const isMidnight = moment.getTime() % DAY_MS === 0;
  if (!isMidnight) return moment.toISOString().replace(/\.\d+Z$/, 'Z');
  return new Date(moment.getTime() - dayBackMs).toISOString().slice(0, 'yyyy-mm-dd'.length);
}
