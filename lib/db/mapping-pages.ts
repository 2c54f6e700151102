import type { Database, Transaction } from '#lib/db/client.ts';
import {
  appendMappingPage,
  encodeMappingPages,
  type MappingPage,
} from '#lib/domain/mapping-file/mapping-page.ts';
import { MappingFileRows } from '#lib/domain/mapping-file/mapping-file-rows.ts';
import type { MappingFileRow } from '#lib/domain/mapping-file/parse-mapping-row.ts';

const PAGES_PER_STATEMENT = 256;

/** What happens after each statement with the rows written so far; throwing ends the transaction. */
export type OnRowsWritten = (rows: number) => void;

type LooseRow = Omit<MappingFileRow, 'holdsFrom' | 'holdsUntil'> &
  Partial<Pick<MappingFileRow, 'holdsFrom' | 'holdsUntil'>>;

/** The pages of a few rows, for Prisma's `create`. */
export function mappingPagesOf(rows: Iterable<LooseRow>) {
  const table = new MappingFileRows();
  for (const row of rows) table.append({ holdsFrom: null, holdsUntil: null, ...row });
  return Array.from(encodeMappingPages(table), ({ bytes, ...page }, number) => ({
    number,
    firstNumber: BigInt(page.firstNumber),
    lastNumber: BigInt(page.lastNumber),
    rowCount: page.rowCount,
    rows: bytes,
  }));
}

/** Writes all rows of a version. */
export async function insertMappingPages(
  transaction: Transaction,
  { versionId, rows }: { readonly versionId: string; readonly rows: MappingFileRows },
  onWritten: OnRowsWritten = () => undefined,
): Promise<void> {
  let pages: MappingPage[] = [];
  let number = 0;
  let written = 0;
  const write = async () => {
    await insertPages(transaction, { versionId, first: number, pages });
    number += pages.length;
    written += pages.reduce((sum, { rowCount }) => sum + rowCount, 0);
    pages = [];
    onWritten(written);
  };
  for (const page of encodeMappingPages(rows)) {
    pages.push(page);
    if (pages.length === PAGES_PER_STATEMENT) await write();
  }
  if (pages.length > 0) await write();
}

/** One parameter with the bytes of all pages: an array of them would be sent as hexadecimal text. */
async function insertPages(
  transaction: Transaction,
  insert: {
    readonly versionId: string;
    readonly first: number;
    readonly pages: readonly MappingPage[];
  },
): Promise<void> {
  const { versionId, first, pages } = insert;
  let end = 0;
  const described = pages.map(({ firstNumber, lastNumber, rowCount, bytes }, index) => {
    const start = end;
    end += bytes.length;
    const size = bytes.length;
    return { number: first + index, firstNumber, lastNumber, rowCount, start, size };
  });
  const blob = Buffer.concat(pages.map(({ bytes }) => bytes));
  await transaction.$executeRaw`
    INSERT INTO mapping_pages (version_id, number, first_number, last_number, row_count, rows)
    SELECT ${versionId}::uuid, page.number, page."firstNumber", page."lastNumber", page."rowCount",
      substring(${blob}::bytea FROM page.start + 1 FOR page.size)
    FROM jsonb_to_recordset(${JSON.stringify(described)}::text::jsonb) AS page (
      number int, "firstNumber" bigint, "lastNumber" bigint, "rowCount" int, start int, size int)`;
}

/**
 * The rows of a version as they are stored, ordered by number; the next pages come while some are used.
 * @param versionId null: no file, no rows
 */
export async function* bytesOfMappingPages(
  db: Database | Transaction,
  versionId: string | null,
): AsyncGenerator<Uint8Array> {
  if (versionId === null) return;
  const read = (after: number) =>
    db.mappingPage.findMany({
      where: { versionId, number: { gt: after } },
      orderBy: { number: 'asc' },
      take: PAGES_PER_STATEMENT,
      select: { number: true, rows: true },
    });
  let next = read(-1);
  for (;;) {
    const pages = await next;
    const last = pages.at(-1);
    if (last === undefined) return;
    next = read(last.number);
    // Awaited in the next round; when whoever uses the pages stops, nobody will.
    next.catch(() => undefined);
    for (const { rows } of pages) yield rows;
  }
}

/** All rows of a version, some 60 bytes each. */
export async function loadMappingRows(
  db: Database | Transaction,
  versionId: string,
): Promise<MappingFileRows> {
  const rows = new MappingFileRows();
  for await (const bytes of bytesOfMappingPages(db, versionId)) appendMappingPage(rows, bytes);
  return rows;
}

/** A new version with the rows of another one. */
export async function copyMappingPages(
  transaction: Transaction,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO mapping_pages (version_id, number, first_number, last_number, row_count, rows)
    SELECT ${to}::uuid, number, first_number, last_number, row_count, rows
    FROM mapping_pages WHERE version_id = ${from}::uuid`;
}
