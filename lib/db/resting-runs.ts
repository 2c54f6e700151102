import type { Database, Transaction } from '#lib/db/client.ts';
import { ACTIVE_RUN_STATES } from '#lib/domain/runs/run-state.ts';

/** What decides whether a part of a run may be done now. */
export async function getRunRest(db: Database, runId: string) {
  return db.run.findUniqueOrThrow({
    where: { id: runId },
    select: {
      waitingFor: true,
      wakeAt: true,
      progressAt: true,
      connector: { select: { state: true } },
    },
  });
}

/** Lays the run to rest. A run that rests already keeps its reason and its time. */
export async function layRunToRest(
  db: Database,
  runId: string,
  rest: { readonly waitingFor: string; readonly wakeAt: Date },
): Promise<void> {
  await db.run.updateMany({
    where: { id: runId, state: { in: [...ACTIVE_RUN_STATES] }, wakeAt: null },
    data: rest,
  });
}

/** A rest that no worker ends; of samples. */
export const FOR_EVER = new Date('9999-12-31T00:00:00Z');
/** Longer than any rest: a time beyond was written by a worker whose clock has been set since. */
const LONGEST_REST_MS = 10 * 60_000;

/** Runs of active connectors that have rested long enough. */
export async function listRunsToWake(db: Database, now: Date): Promise<readonly string[]> {
  const tooLate = new Date(now.getTime() + LONGEST_REST_MS);
  const rows = await db.run.findMany({
    where: {
      OR: [{ wakeAt: { lte: now } }, { wakeAt: { gt: tooLate, lt: FOR_EVER } }],
      connector: { state: { not: 'paused' } },
    },
    orderBy: { wakeAt: 'asc' },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** The run of the connector that rests; null when none does. */
export async function findRestingRun(
  transaction: Transaction,
  connectorId: string,
): Promise<string | null> {
  const row = await transaction.run.findFirst({
    where: { connectorId, wakeAt: { not: null } },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** Ends the rest; why the run waits is shown until it has got through. False: it did not rest. */
export async function endRest(transaction: Transaction, runId: string): Promise<boolean> {
  const { count } = await transaction.run.updateMany({
    where: { id: runId, state: { in: [...ACTIVE_RUN_STATES] }, wakeAt: { not: null } },
    data: { wakeAt: null },
  });
  return count === 1;
}
