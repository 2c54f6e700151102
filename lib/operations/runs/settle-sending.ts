import { setTimeout as sleep } from 'node:timers/promises';
import { holdMailboxDeliveries, listSourceItemIds } from '#lib/db/deliveries.ts';
import { closeSending, recordReceipts, type Receipt, type Sending } from '#lib/db/sendings.ts';
import { PortError } from '#lib/domain/errors.ts';
import { holdReasonOfRefusal } from '#lib/domain/runs/delivery-state.ts';
import { deliveryKey } from '#lib/domain/items/delivery-key.ts';
import type { TakenShard } from '#lib/operations/runs/taken-shard.ts';

/**
 * Asks the mailbox about deliveries that were sent without an answer, by this worker or by one that
 * has died. What is there gets its receipt; what is not stays open, to be sent again. It waits first,
 * so that a message which a dead connection commits late is seen.
 * @returns how many were not there
 */
export async function settleSending(taken: TakenShard, sending: Sending): Promise<number> {
  const { services, signal } = taken;
  const { db, now, logger } = services;
  // The whole time always: nobody knows when the connection died, and clocks may have been set.
  await sleep(services.inDoubtFenceMs, undefined, { signal });
  const asked = await listSourceItemIds(db, sending.deliveryIds);
  const found = await findInMailbox(taken, sending, asked);
  const receipts = found ?? [];
  taken.countImported(await recordReceipts(db, sending, { receipts, now: now() }));
  await closeSending(db, sending.id, []);
  logger.info({ asked: asked.length, found: receipts.length }, 'deliveries in doubt settled');
  return found === null ? 0 : asked.length - receipts.length;
}

/** Null when the mailbox itself is gone; what it lacks is then held. */
async function findInMailbox(
  taken: TakenShard,
  { mailbox, folderId }: Sending,
  asked: readonly { readonly id: string; readonly sourceItemId: string }[],
): Promise<readonly Receipt[] | null> {
  const { services, run } = taken;
  const idsByKey = new Map(
    asked.map(({ id, sourceItemId }) => [deliveryKey(run.connector.id, sourceItemId, mailbox), id]),
  );
  try {
    const destination = services.destinationOf(run.connector);
    const found = await destination.findDelivered({ mailbox, id: folderId }, [...idsByKey.keys()]);
    return [...idsByKey].flatMap(([key, deliveryId]) => {
      const message = found.get(key);
      if (message === undefined) return [];
      return [{ deliveryId, remoteId: message.remoteId, sha256: message.sha256 }];
    });
  } catch (error) {
    if (!(error instanceof PortError) || error.disposition !== 'reject-item') throw error;
    await holdMailbox(taken, mailbox, error);
    return null;
  }
}

/** The mailbox itself refuses (it is gone, never was, or is closed to us): everything for it is held. */
export async function holdMailbox(
  { services, run, shard }: TakenShard,
  mailbox: string,
  { code }: Pick<PortError, 'code'>,
): Promise<void> {
  const { db, now, logger, meter } = services;
  const held = await db.$transaction((transaction) =>
    holdMailboxDeliveries(
      transaction,
      { runId: run.id, shard, mailbox },
      { reason: holdReasonOfRefusal(code), now: now() },
    ),
  );
  meter.countDeliveries(run.connector.kind, 'held', held);
  logger.warn({ held, code }, 'mailbox refuses; its deliveries are held');
}
