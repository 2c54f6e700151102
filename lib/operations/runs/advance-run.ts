import type { Transaction } from '#lib/db/client.ts';
import { countOpenPackages } from '#lib/db/packages.ts';
import { countUnreadReplayItems } from '#lib/db/replays.ts';
import { countOpenShards, insertRunShards } from '#lib/db/run-shards.ts';
import { getRunState, moveRun } from '#lib/db/runs.ts';
import type { Services } from '#lib/operations/services.ts';

/**
 * Moves a run to its next stage when nothing of the present one is left, and queues that stage's jobs
 * with the move. Every job of a stage calls it when it is done; the last one finds nothing left.
 */
export async function advanceRun({ db, queue, now }: Services, runId: string): Promise<void> {
  await db.$transaction(async (transaction) => {
    const state = await getRunState(transaction, runId);
    if (state === 'fetching') await advanceToDelivering(transaction);
    if (state === 'fetching' || state === 'delivering') await advanceToReconciling(transaction);
  });

  async function advanceToDelivering(transaction: Transaction): Promise<void> {
    if ((await countOpenPackages(transaction, runId)) > 0) return;
    if ((await countUnreadReplayItems(transaction, runId)) > 0) return;
    const move = { from: 'fetching', to: 'delivering', now: now() } as const;
    if (!(await moveRun(transaction, runId, move))) return;
    for (const shard of await insertRunShards(transaction, runId)) {
      await queue.enqueue(transaction, 'run.deliver', { runId, shard });
    }
  }

  async function advanceToReconciling(transaction: Transaction): Promise<void> {
    if ((await countOpenShards(transaction, runId)) > 0) return;
    const move = { from: 'delivering', to: 'reconciling', now: now() } as const;
    if (!(await moveRun(transaction, runId, move))) return;
    await queue.enqueue(transaction, 'run.reconcile', { runId });
  }
}
