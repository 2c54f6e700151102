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
 * Writes receipts. It does not wait for the disk: what a crash of the database takes away is still on
 * the ledger, and is asked for again.
 * @returns how many deliveries are imported by it
 */
export async function recordReceipts(
  db: Database,
  sending: Sending,
  { receipts, now }: { readonly receipts: readonly Receipt[]; readonly now: Date },
): Promise<number> {
  if (receipts.length === 0) return 0;
  const rows = JSON.stringify(
    receipts.map(({ deliveryId, remoteId, sha256 }) => [deliveryId, remoteId, sha256]),
  );
  const [row] = await db.$queryRaw<{ imported: number }[]>`
    WITH soon AS (
      SELECT set_config('synchronous_commit', 'off', true)
    ), imported AS (
      UPDATE deliveries SET
        state = 'imported', folder_id = ${sending.folderId}, sent_at = ${sending.sentAt},
        imported_at = ${now}, remote_id = receipt ->> 1, delivered_sha256 = receipt ->> 2
      FROM json_array_elements(${rows}::json) AS receipt
      WHERE deliveries.id = (receipt ->> 0)::uuid AND deliveries.state = 'pending'
      RETURNING 1
    )
    SELECT count(*)::int AS imported, (SELECT count(*)::int FROM soon) AS soon FROM imported`;
  return row?.imported ?? 0;
}

/**
 * Takes a batch off the ledger, or leaves on it what is still in doubt. Later than its receipts, so
 * that a crash of the database never takes these alone.
 */
export async function closeSending(
  db: Database,
  sendingId: string,
  inDoubt: readonly string[],
): Promise<void> {
  if (inDoubt.length > 0) {
    const deliveryIds = [...inDoubt];
    await db.sending.updateMany({ where: { id: sendingId }, data: { deliveryIds } });
    return;
  }
  await db.$queryRaw`
    WITH soon AS (
      SELECT set_config('synchronous_commit', 'off', true)
    ), closed AS (
      DELETE FROM sendings WHERE id = ${sendingId}::uuid
    )
    SELECT count(*)::int AS soon FROM soon`;
}

/** What was being sent to a shard's mailboxes when its worker died. */
export async function listSendings(
  db: Database,
  runId: string,
  shard: number,
): Promise<readonly Sending[]> {
  return db.sending.findMany({ where: { runId, shard }, orderBy: { id: 'asc' } });
}
