import type { Database } from '#lib/db/client.ts';
import type { MappingColumns } from '#lib/domain/matching/mapping-table.ts';
import {
  type MappingHistory,
  type MappingRow,
  type MappingVersion,
} from '#lib/domain/matching/mapping-history.ts';

/**
 * A version of a connector's or a draft's mapping file and those before it, newest first. A version that came
 * after it decides nothing: the run does not know it.
 */
export async function listMappingVersionsUpTo(
  db: Database,
  versionId: string,
): Promise<readonly MappingVersion[]> {
  return db.$queryRaw<MappingVersion[]>`
    SELECT version.id, version.created_at AS "uploadedAt"
    FROM mapping_versions AS current
    JOIN mapping_versions AS version
      ON version.connector_id = current.connector_id OR version.draft_id = current.draft_id
    WHERE current.id = ${versionId}::uuid AND version.number <= current.number
    ORDER BY version.number DESC`;
}

const ROWS_PER_PAGE = 20_000;

type RowPage = {
  readonly lastLine: number | null;
  readonly lines: string;
  readonly mobileNumbers: string;
  readonly mailboxes: string;
  readonly holdsFrom: string;
  readonly holdsUntil: string;
};

/** How many rows the versions have in all. */
export async function countMappingRows(
  db: Database,
  versions: readonly Pick<MappingVersion, 'id'>[],
): Promise<number> {
  const { _sum } = await db.mappingVersion.aggregate({
    where: { id: { in: versions.map(({ id }) => id) } },
    _sum: { rowCount: true },
  });
  return _sum.rowCount ?? 0;
}

/**
 * All rows of a version, page by page in the order of the file. A column comes as one text: a million
 * rows one by one would take several times as long. The next page is on its way while one is used.
 */
export async function* pagesOfMappingRows(
  db: Database,
  versionId: string,
): AsyncGenerator<MappingColumns> {
  let next = readPage(db, versionId, 0);
  for (;;) {
    const page = await next;
    if (page === undefined || page.lastLine === null) return;
    next = readPage(db, versionId, page.lastLine);
    // Awaited in the next round; when whoever uses the pages stops, nobody will.
    next.catch(() => undefined);
    yield {
      line: page.lines.split(' ').map(Number),
      mobileNumber: page.mobileNumbers.split(' '),
      mailbox: page.mailboxes.split(' '),
      holdsFromMs: page.holdsFrom.split(' ').map(toMilliseconds),
      holdsUntilMs: page.holdsUntil.split(' ').map(toMilliseconds),
    };
  }
}

async function readPage(
  db: Database,
  versionId: string,
  afterLine: number,
): Promise<RowPage | undefined> {
  const [page] = await db.$queryRaw<RowPage[]>`
    SELECT max(line) AS "lastLine",
      string_agg(line::text, ' ' ORDER BY line) AS lines,
      string_agg(mobile_number, ' ' ORDER BY line) AS "mobileNumbers",
      string_agg(mailbox, ' ' ORDER BY line) AS mailboxes,
      string_agg(coalesce(trunc(extract(epoch FROM holds_from) * 1000)::text, ''), ' ' ORDER BY line)
        AS "holdsFrom",
      string_agg(coalesce(trunc(extract(epoch FROM holds_until) * 1000)::text, ''), ' ' ORDER BY line)
        AS "holdsUntil"
    FROM (
      SELECT line, mobile_number, mailbox, holds_from, holds_until FROM mapping_rows
      WHERE version_id = ${versionId}::uuid AND line > ${afterLine}
      ORDER BY line LIMIT ${ROWS_PER_PAGE}
    ) AS page`;
  return page;
}

function toMilliseconds(text: string): number | null {
  return text === '' ? null : Number(text);
}

type NumberRow = MappingRow & { readonly versionId: string; readonly mobileNumber: string };

/** What the versions say of these numbers. */
export async function findMappingHistory(
  db: Database,
  versions: readonly MappingVersion[],
  mobileNumbers: readonly string[],
): Promise<MappingHistory> {
  const found = await db.$queryRaw<NumberRow[]>`
    SELECT version_id AS "versionId", line, mobile_number AS "mobileNumber", mailbox,
      holds_from AS "holdsFrom", holds_until AS "holdsUntil"
    FROM mapping_rows
    WHERE mobile_number = ANY(${[...new Set(mobileNumbers)]}::text[])
      AND version_id = ANY(${versions.map(({ id }) => id)}::uuid[])
    ORDER BY line`;

  const rows = new Map<string, Map<string, MappingRow[]>>();
  for (const { versionId, mobileNumber, ...row } of found) {
    const byVersion = rows.get(mobileNumber) ?? new Map<string, MappingRow[]>();
    rows.set(mobileNumber, byVersion);
    const ofVersion = byVersion.get(versionId);
    if (ofVersion === undefined) byVersion.set(versionId, [row]);
    else ofVersion.push(row);
  }
  return {
    versions,
    rowsOf: (mobileNumber, versionId) => rows.get(mobileNumber)?.get(versionId) ?? [],
  };
}
