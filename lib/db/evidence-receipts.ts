import { z } from 'zod';
import type { Transaction } from '#lib/db/client.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { EvidenceMappingFile, EvidencePackage } from '#lib/domain/evidence/evidence-lines.ts';

const refusalsSchema = z.array(z.looseObject({ code: z.string() }));

/** The packages of a run, and those of other runs from which it replayed items. */
export async function listEvidencePackages(
  db: Transaction,
  runId: string,
): Promise<readonly EvidencePackage[]> {
  const rows = await db.package.findMany({
    where: {
      OR: [
        { runId },
        {
          runId: { not: runId },
          items: { some: { runId: { not: runId }, replays: { some: { runId } } } },
        },
      ],
    },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      runId: true,
      name: true,
      sizeBytes: true,
      sha256: true,
      state: true,
      itemsInManifest: true,
      refusal: true,
    },
  });
  return rows.map(({ sizeBytes, refusal, ...row }) => ({
    ...row,
    sizeBytes: Number(sizeBytes),
    refusals: refusalsSchema.parse(refusal ?? []).map(({ code }) => code),
  }));
}

/** The mapping files by which a run decided, the oldest first. */
export async function listEvidenceMappingFiles(
  db: Transaction,
  runId: string,
): Promise<readonly EvidenceMappingFile[]> {
  return db.$queryRaw<EvidenceMappingFile[]>`
    SELECT id::text, number, sha256, row_count AS "rowCount" FROM mapping_versions
    WHERE id IN (
      SELECT mapping_version_id FROM deliveries WHERE run_id = ${runId}::uuid
      UNION SELECT mapping_version_id FROM runs WHERE id = ${runId}::uuid)
    ORDER BY number, id`;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** PostgreSQL writes a page's lines in one process: two keep pace with what is done with them here. */
const PAGES_AT_ONCE = 2;

/** The run, and how its file calls the packages and the mapping files. */
export type EvidenceNumbers = {
  readonly connectorId: string;
  readonly runId: string;
  /** In the order of their numbers, from 1. */
  readonly packageIds: readonly string[];
  readonly mappingFiles: readonly EvidenceMappingFile[];
};

/**
 * A line, in JSON and without its link, for every delivery of a run, page by page in the order in which
 * they were read. The next pages are fetched while one is worked on; memory does not grow with the run.
 */
export async function* pagesOfDeliveryLines(
  db: Transaction,
  numbers: EvidenceNumbers,
  pageSize: number,
): AsyncGenerator<readonly string[]> {
  const ends = [...(await listPageEnds(db, numbers.runId, pageSize)), LAST_ID];
  const under: Promise<readonly string[]>[] = [];
  for (const [index, upToId] of ends.entries()) {
    const afterId = ends[index - 1] ?? FIRST_ID;
    const page = listDeliveryLines(db, numbers, { afterId, upToId, pageSize });
    // Whoever stops reading does not wait for it; whoever goes on gets the error where it awaits.
    page.catch(() => undefined);
    if (under.push(page) > PAGES_AT_ONCE) yield (await under.shift()) ?? [];
  }
  for (const page of under) yield await page;
}

/** The last id of every full page. */
async function listPageEnds(
  db: Transaction,
  runId: string,
  pageSize: number,
): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM (
      SELECT id, row_number() OVER (ORDER BY id) AS place FROM deliveries
      WHERE run_id = ${runId}::uuid) AS placed
    WHERE place % ${pageSize} = 0 ORDER BY place`;
  return rows.map(({ id }) => id);
}

/** ISO 8601 in UTC, as JavaScript writes it. */
const utcTime = (column: string) =>
  Prisma.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/**
 * Everybody looked up for an item that nobody was found for. Who is outside the organisation is of no
 * concern where somebody got the item. Never a name.
 */
const unmatched = Prisma.sql`
  CASE WHEN deliveries.mailbox IS NULL AND jsonb_typeof(items.unmatched) = 'array' THEN (
    SELECT '[' || coalesce(string_agg(row_to_json(person)::text, ','), '') || ']' FROM (
      SELECT one->>'mobileNumber' AS "mobileNumber", one->>'emailAddress' AS "emailAddress",
        one->>'reason' AS reason
      FROM jsonb_array_elements(items.unmatched) WITH ORDINALITY AS list (one, place)
      ORDER BY place) AS person)::json
  END`;

/** As lib/domain/items/delivery-key.ts makes it. */
const deliveryKey = (connectorId: string) => Prisma.sql`
  rtrim(translate(encode(sha256(convert_to(
    '["' || ${connectorId}::text || '",' || to_json(items.source_item_id) || ','
      || to_json(deliveries.mailbox) || ']', 'UTF8')), 'base64'), '+/', '-_'), '=')`;

/**
 * PostgreSQL writes JSON as JSON.stringify does, and many times as fast as a value for every column of
 * every row is fetched and written here. The order of the members is part of the format.
 */
async function listDeliveryLines(
  db: Transaction,
  { connectorId, runId, packageIds, mappingFiles }: EvidenceNumbers,
  {
    afterId,
    upToId,
    pageSize,
  }: { readonly afterId: string; readonly upToId: string; readonly pageSize: number },
): Promise<readonly string[]> {
  const versionIds = mappingFiles.map(({ id }) => id);
  const versionNumbers = mappingFiles.map(({ number }) => number);
  const [row] = await db.$queryRaw<{ lines: string | null }[]>`
    SELECT string_agg(row_to_json(line)::text, E'\\n') AS lines FROM (
      SELECT 'delivery' AS type, deliveries.id AS delivery, deliveries.item_id AS item,
        nullif(items.run_id, deliveries.run_id) AS "originalRun",
        array_position(${packageIds}::uuid[], items.package_id) AS package,
        items.entry_name AS entry, items.source_item_id AS "sourceItemId",
        items.sha256 AS "itemSha256", items.size_bytes AS "itemBytes",
        ${utcTime('items.event_at')} AS "eventAt", items.direction, deliveries.state,
        deliveries.reason, deliveries.mailbox, deliveries.rule,
        (${versionNumbers}::int[])[array_position(${versionIds}::uuid[],
          deliveries.mapping_version_id)] AS "mappingFile",
        deliveries.mapping_line AS "mappingLine", deliveries.matched_by AS "matchedBy",
        ${unmatched} AS unmatched, ${deliveryKey(connectorId)} AS "deliveryKey",
        deliveries.folder_id AS "folderId", deliveries.remote_id AS "remoteId",
        CASE WHEN deliveries.state IN ('imported', 'partially-imported')
          -- The bytes were filed as they arrived when no other hash was recorded.
          THEN coalesce(deliveries.delivered_sha256, items.sha256) END AS "deliveredSha256",
        ${utcTime('deliveries.sent_at')} AS "sentAt",
        ${utcTime('deliveries.imported_at')} AS "importedAt"
      FROM deliveries JOIN items ON items.id = deliveries.item_id
      WHERE deliveries.run_id = ${runId}::uuid AND deliveries.id > ${afterId}::uuid
        AND deliveries.id <= ${upToId}::uuid
      -- The limit is no other than the range, but keeps PostgreSQL from reading all items.
      ORDER BY deliveries.id LIMIT ${pageSize}) AS line`;
  return row?.lines?.split('\n') ?? [];
}
