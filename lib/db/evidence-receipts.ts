import { z } from 'zod';
import type { Transaction } from '#lib/db/client.ts';
import type {
  EvidenceMappingFile,
  EvidencePackage,
  EvidenceReceipt,
} from '#lib/domain/evidence/evidence-lines.ts';

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

/**
 * Every delivery of a run, page by page in the order in which they were read. The next page is fetched
 * while the one before is worked on.
 */
export async function* pagesOfReceipts(
  db: Transaction,
  runId: string,
  pageSize: number,
): AsyncGenerator<readonly EvidenceReceipt[]> {
  let next: Promise<readonly EvidenceReceipt[]> | null = fetchAfter(FIRST_ID);
  while (next !== null) {
    const page: readonly EvidenceReceipt[] = await next;
    const last = page.at(-1);
    next = last === undefined || page.length < pageSize ? null : fetchAfter(last.deliveryId);
    if (page.length > 0) yield page;
  }

  function fetchAfter(afterId: string): Promise<readonly EvidenceReceipt[]> {
    const page = listReceiptsAfter(db, { runId, afterId, pageSize });
    // Whoever stops reading does not wait for it; whoever goes on gets the error where it awaits.
    page.catch(() => undefined);
    return page;
  }
}

/** As one JSON document: several times as fast as a value for every column of every row. */
async function listReceiptsAfter(
  db: Transaction,
  where: { readonly runId: string; readonly afterId: string; readonly pageSize: number },
): Promise<readonly EvidenceReceipt[]> {
  const [row] = await db.$queryRaw<{ receipts: readonly EvidenceReceipt[] | null }[]>`
    SELECT json_agg(receipt) AS receipts FROM (
      SELECT deliveries.id AS "deliveryId", deliveries.item_id AS "itemId",
        items.run_id AS "itemRunId", items.package_id AS "packageId",
        items.entry_name AS "entryName", items.source_item_id AS "sourceItemId",
        items.sha256 AS "itemSha256", items.size_bytes AS "itemBytes", items.event_at AS "eventAt",
        items.direction, deliveries.state, deliveries.reason, deliveries.mailbox, deliveries.rule,
        deliveries.mapping_version_id AS "mappingVersionId",
        deliveries.mapping_line AS "mappingLine", deliveries.matched_by AS "matchedBy",
        CASE WHEN deliveries.mailbox IS NULL THEN items.unmatched END AS unmatched,
        deliveries.folder_id AS "folderId", deliveries.remote_id AS "remoteId",
        deliveries.delivered_sha256 AS "deliveredSha256", deliveries.sent_at AS "sentAt",
        deliveries.imported_at AS "importedAt"
      FROM deliveries JOIN items ON items.id = deliveries.item_id
      WHERE deliveries.run_id = ${where.runId}::uuid AND deliveries.id > ${where.afterId}::uuid
      ORDER BY deliveries.id LIMIT ${where.pageSize}) AS receipt`;
  return row?.receipts ?? [];
}
