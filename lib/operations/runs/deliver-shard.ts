import { listOpenMailboxes } from '#lib/db/deliveries.ts';
import { getRunForImport } from '#lib/db/runs.ts';
import { advanceRun } from '#lib/operations/runs/advance-run.ts';
import { deliverMailbox } from '#lib/operations/runs/deliver-mailbox.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { waitForPort } from '#lib/operations/runs/wait-for-port.ts';

type DeliverShard = {
  readonly runId: string;
  readonly shard: number;
  readonly signal: AbortSignal;
};

/**
 * Delivers what the mailboxes of one shard still lack. One worker at a time writes to a shard; the
 * ledger says where the one before it stopped.
 */
export async function deliverShard(
  services: ImportServices,
  { runId, shard, signal }: DeliverShard,
): Promise<void> {
  const delivered = await services.locks.withLock(`deliver:${runId}:${shard}`, async () => {
    const run = await getRunForImport(services.db, runId);
    if (run.state !== 'delivering') return;
    const waiting = { runId, connectorId: run.connector.id, port: 'destination' } as const;
    for (const mailbox of await listOpenMailboxes(services.db, runId, shard)) {
      await waitForPort(services, waiting, () =>
        deliverMailbox(services, { run, mailbox, signal }),
      );
    }
  });
  if (delivered === undefined)
    throw new Error(`run ${runId}, shard ${shard}: another worker has it`);
  await advanceRun(services, runId);
}
