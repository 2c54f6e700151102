import type { Database } from '#lib/db/client.ts';

/** A batch on its way to a mailbox. */
export type Sending = {
  readonly id: string;
  readonly runId: string;
  readonly shard: number;
  readonly mailbox: string;
  readonly folderId: string;
  readonly deliveryIds: readonly string[];
  readonly sentAt: Date;
};

export type Receipt = {
  readonly deliveryId: string;
  readonly remoteId: string;
  readonly sha256: string;
};

/**
 * Writes the ledger's mark before a send. Durable when it returns.
 * @param taking the number under which the caller took the shard
 * @returns false when somebody else has taken the shard since: nothing may be sent
 */
export async function recordSending(
  db: Database,
  sending: Sending,
  taking: number,
): Promise<boolean> {
  const written = await db.$executeRaw`
    INSERT INTO sendings (id, run_id, shard, mailbox, folder_id, delivery_ids, sent_at)
    SELECT ${sending.id}::uuid, ${sending.runId}::uuid, ${sending.shard}, ${sending.mailbox},
      ${sending.folderId}, ${sending.deliveryIds}::uuid[], ${sending.sentAt}
    FROM run_shards
    WHERE run_id = ${sending.runId}::uuid AND shard = ${sending.shard} AND taking = ${taking}
      AND done_at IS NULL
    FOR KEY SHARE`;
  return written === 1;
}

/**
 * Writes the receipts of a batch and, in the same breath, takes the batch off the ledger, or leaves on
 * it what is still in doubt.
 * @returns how many deliveries are imported by it
 */
export async function recordReceipts(
  db: Database,
  sending: Sending,
  settled: {
    readonly receipts: readonly Receipt[];
    readonly inDoubt: readonly string[];
    readonly now: Date;
  },
): Promise<number> {
  const receipts = JSON.stringify(
    settled.receipts.map(({ deliveryId, remoteId, sha256 }) => [deliveryId, remoteId, sha256]),
  );
  const [row] = await db.$queryRaw<{ imported: number }[]>`
    WITH closed AS (
      DELETE FROM sendings
      WHERE id = ${sending.id}::uuid AND cardinality(${settled.inDoubt}::uuid[]) = 0
    ), narrowed AS (
      UPDATE sendings SET delivery_ids = ${settled.inDoubt}::uuid[]
      WHERE id = ${sending.id}::uuid AND cardinality(${settled.inDoubt}::uuid[]) > 0
    ), imported AS (
      UPDATE deliveries SET
        state = 'imported', folder_id = ${sending.folderId}, sent_at = ${sending.sentAt},
        imported_at = ${settled.now}, remote_id = receipt ->> 1, delivered_sha256 = receipt ->> 2
      FROM json_array_elements(${receipts}::json) AS receipt
      WHERE deliveries.id = (receipt ->> 0)::uuid AND deliveries.state = 'pending'
      RETURNING 1
    )
    SELECT count(*)::int AS imported FROM imported`;
  return row?.imported ?? 0;
}

/** What was being sent to a shard's mailboxes when its worker died. */
export async function listSendings(
  db: Database,
  runId: string,
  shard: number,
): Promise<readonly Sending[]> {
  return db.sending.findMany({ where: { runId, shard }, orderBy: { id: 'asc' } });
}

/** Takes a batch off the ledger of which certainly nothing was sent. */
export async function dropSending(db: Database, sendingId: string): Promise<void> {
  await db.sending.deleteMany({ where: { id: sendingId } });
}
