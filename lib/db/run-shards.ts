import type { Database, Transaction } from '#lib/db/client.ts';
import { recordCurvePoint } from '#lib/db/run-curves.ts';

/** Writes down which shards of a run have something to deliver. @returns their numbers */
export async function insertRunShards(
  transaction: Transaction,
  runId: string,
): Promise<readonly number[]> {
  const rows = await transaction.$queryRaw<{ shard: number }[]>`
    INSERT INTO run_shards (run_id, shard)
    SELECT DISTINCT run_id, shard FROM deliveries
    WHERE run_id = ${runId}::uuid AND state = 'pending' ON CONFLICT DO NOTHING
    RETURNING shard`;
  return rows.map(({ shard }) => shard);
}

export async function countOpenShards(transaction: Transaction, runId: string): Promise<number> {
  return transaction.runShard.count({ where: { runId, doneAt: null } });
}

/**
 * Takes a shard, so that whoever had it before may send no more, and counts what has been imported.
 * @returns null when it is done, or the run has no such shard
 */
export async function takeShard(
  db: Database,
  runId: string,
  shard: number,
): Promise<{ readonly taking: number; readonly imported: number } | null> {
  const [row] = await db.$queryRaw<{ taking: number; imported: number }[]>`
    WITH mine AS (
      SELECT run_id, shard FROM run_shards
      WHERE run_id = ${runId}::uuid AND shard = ${shard} AND done_at IS NULL
      -- Waits for whoever is writing a sending under an older number.
      FOR UPDATE
    )
    UPDATE run_shards SET taking = taking + 1, imported = (
      SELECT count(*) FROM deliveries
      WHERE deliveries.run_id = mine.run_id AND deliveries.shard = mine.shard
        AND state = 'imported')
    FROM mine WHERE run_shards.run_id = mine.run_id AND run_shards.shard = mine.shard
    RETURNING taking, imported`;
  return row ?? null;
}

export async function finishShard(
  db: Database,
  place: { readonly runId: string; readonly shard: number; readonly now: Date },
): Promise<void> {
  await db.runShard.updateMany({
    where: { runId: place.runId, shard: place.shard, doneAt: null },
    data: { doneAt: place.now },
  });
}

/** Writes how far shards are, and what that makes for their run. */
export async function recordShardProgress(
  db: Database,
  progress: {
    readonly runId: string;
    readonly importedByShard: ReadonlyMap<number, number>;
    readonly now: Date;
  },
): Promise<void> {
  const { runId, importedByShard, now } = progress;
  await db.$transaction([
    db.$executeRaw`
      UPDATE run_shards SET imported = counted.imported
      FROM unnest(${[...importedByShard.keys()]}::int[], ${[...importedByShard.values()]}::int[])
        AS counted (shard, imported)
      WHERE run_id = ${runId}::uuid AND run_shards.shard = counted.shard`,
    db.$executeRaw`
      UPDATE runs SET progress_at = ${now},
        imported = (SELECT coalesce(sum(imported), 0) FROM run_shards WHERE run_id = runs.id)
      WHERE id = ${runId}::uuid AND state = 'delivering'`,
  ]);
  await recordCurvePoint(db, runId, { now });
}
