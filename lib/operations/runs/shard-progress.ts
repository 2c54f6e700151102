import { recordShardProgress } from '#lib/db/run-shards.ts';
import type { Database } from '#lib/db/client.ts';

/** How far the shards of this process are: counted in memory, written down four times a second. */
export type ShardProgress = {
  /** The shard stands at `imported` deliveries now. */
  set(runId: string, shard: number, imported: number): void;
  /** Writes down what has changed since the last time. */
  flush(): Promise<void>;
};

/** With a look twice a second (components/data-connectors), what is shown is less than a second old. */
const FLUSH_AFTER_MS = 250;

/**
 * Counters of a run change with every batch of every shard: written each time, they would make all
 * shards wait for one row. They are for the eye; the reconcile stage counts the rows themselves.
 */
export function createShardProgress({
  db,
  now,
  onError,
}: {
  readonly db: Database;
  readonly now: () => Date;
  /** A flush that was not waited for has failed. */
  readonly onError: (error: unknown) => void;
}): ShardProgress {
  const changed = new Map<string, Map<number, number>>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const flushed = [...changed];
    changed.clear();
    for (const [runId, importedByShard] of flushed) {
      await recordShardProgress(db, { runId, importedByShard, now: now() });
    }
  }

  return {
    set(runId, shard, imported) {
      const shards = changed.get(runId) ?? new Map<number, number>();
      changed.set(runId, shards.set(shard, imported));
      timer ??= setTimeout(() => void flush().catch(onError), FLUSH_AFTER_MS);
    },
    flush,
  };
}
