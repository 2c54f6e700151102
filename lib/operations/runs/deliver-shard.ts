import { listOpenMailboxes } from '#lib/db/deliveries.ts';
import { getRunForImport } from '#lib/db/runs.ts';
import { finishShard, takeShard } from '#lib/db/run-shards.ts';
import { listSendings } from '#lib/db/sendings.ts';
import { jobKey } from '#lib/domain/jobs.ts';
import { advanceRun } from '#lib/operations/runs/advance-run.ts';
import { deliverMailbox } from '#lib/operations/runs/deliver-mailbox.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { settleSending } from '#lib/operations/runs/settle-sending.ts';
import { openStagedItems } from '#lib/operations/runs/staged-items.ts';
import type { TakenShard } from '#lib/operations/runs/taken-shard.ts';
import { waitForPort } from '#lib/operations/runs/wait-for-port.ts';

type DeliverShard = {
  readonly runId: string;
  readonly shard: number;
  readonly signal: AbortSignal;
};

/**
 * Delivers what the mailboxes of one shard still lack. One worker at a time writes to a shard; the
 * ledger says where the one before it stopped. When another worker has the shard, it is left to it.
 */
export async function deliverShard(
  services: ImportServices,
  { runId, shard, signal }: DeliverShard,
): Promise<void> {
  await services.locks.withLock(jobKey('run.deliver', { runId, shard }), async () => {
    const run = await getRunForImport(services.db, runId);
    if (run.state !== 'delivering') return;
    const taken = await takeShard(services.db, runId, shard);
    if (taken === null) return;
    const { staging, stagedPackages } = services;
    const staged = openStagedItems(staging, stagedPackages);
    let { imported } = taken;
    const countImported = (more: number) => {
      imported += more;
      services.meter.countDeliveries(run.connector.kind, 'imported', more);
      services.shardProgress.set(runId, shard, imported);
    };
    const { taking } = taken;
    try {
      await deliverTaken({ services, run, shard, taking, staged, signal, countImported });
      await finishShard(services.db, { runId, shard, now: services.now() });
    } finally {
      await staged.close();
      await services.shardProgress.flush();
    }
  });
  await advanceRun(services, runId);
}

async function deliverTaken(taken: TakenShard): Promise<void> {
  const { services, run, shard } = taken;
  const waiting = { runId: run.id, connectorId: run.connector.id, port: 'destination' } as const;
  for (const sending of await listSendings(services.db, run.id, shard)) {
    await waitForPort(services, waiting, () => settleSending(taken, sending));
  }
  const mailboxes = await listOpenMailboxes(services.db, run.id, shard);
  await inLanes(mailboxes, (mailbox) =>
    waitForPort(services, waiting, () => deliverMailbox(taken, mailbox)),
  );
}

/** Mailboxes of a shard that are written to at once. */
const LANES = 2;

/**
 * Does the work for each entry, a few at once. After an error nothing more is begun, and it is thrown
 * when what was under way has ended: the shard's lock is held as long as anything writes.
 */
async function inLanes<Entry>(
  entries: readonly Entry[],
  work: (entry: Entry) => Promise<void>,
): Promise<void> {
  const left = [...entries];
  const lane = async () => {
    for (let entry = left.shift(); entry !== undefined; entry = left.shift()) {
      try {
        await work(entry);
      } catch (error) {
        left.length = 0;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const failed = ended.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
