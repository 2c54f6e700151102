import type { Transaction } from '#lib/db/client.ts';
import { recordCurvePoint } from '#lib/db/run-curves.ts';
import type { Finding } from '#lib/domain/runs/check-books.ts';
import {
  ACTIVE_RUN_STATES,
  type runMoves,
  type RunState,
  type RunTrigger,
} from '#lib/domain/runs/run-state.ts';

export type NewRun = {
  readonly connectorId: string;
  readonly trigger: RunTrigger;
  readonly startedBy: string | null;
  readonly window: { readonly start: Date; readonly end: Date };
  readonly createdAt: Date;
};

/** The new run's id, with the mapping file as it is now; null when the connector has an active run already. */
export async function insertRun(transaction: Transaction, run: NewRun): Promise<string | null> {
  const mappingVersion = await transaction.mappingVersion.findFirst({
    where: { connectorId: run.connectorId },
    orderBy: { number: 'desc' },
    select: { id: true },
  });
  const [created] = await transaction.run.createManyAndReturn({
    data: {
      mappingVersionId: mappingVersion?.id ?? null,
      connectorId: run.connectorId,
      trigger: run.trigger,
      startedBy: run.startedBy,
      windowStart: run.window.start,
      windowEnd: run.window.end,
      createdAt: run.createdAt,
      progressAt: run.createdAt,
    },
    // The partial unique index on active runs decides, not a look beforehand.
    skipDuplicates: true,
    select: { id: true },
  });
  return created?.id ?? null;
}

/** Until when the connector's runs have looked at the source; null before the first one. */
export async function findLastWindowEnd(
  transaction: Transaction,
  connectorId: string,
): Promise<Date | null> {
  const { _max } = await transaction.run.aggregate({
    where: { connectorId, trigger: { in: ['first', 'schedule', 'second-look', 'manual'] } },
    _max: { windowEnd: true },
  });
  return _max.windowEnd;
}

/**
 * Forgets a second look that found nothing: a run that nobody needs to see. False: it has begun, or is
 * gone.
 */
export async function deleteIdleRun(transaction: Transaction, runId: string): Promise<boolean> {
  const { count } = await transaction.run.deleteMany({
    where: { id: runId, state: 'queued', trigger: 'second-look' },
  });
  return count === 1;
}

/** The state, with the row locked until the transaction ends. @throws {Error} when there is none. */
export async function getRunState(transaction: Transaction, runId: string): Promise<string> {
  const rows = await transaction.$queryRaw<{ state: string }[]>`
    SELECT state FROM runs WHERE id = ${runId}::uuid FOR UPDATE`;
  const [row] = rows;
  if (row === undefined) throw new Error(`run ${runId}: not found`);
  return row.state;
}

/** Whether an import of the connector is in progress. */
export async function hasActiveRun(
  transaction: Transaction,
  connectorId: string,
): Promise<boolean> {
  const state = { in: [...ACTIVE_RUN_STATES] };
  return (await transaction.run.count({ where: { connectorId, state } })) > 0;
}

export async function hasRun(transaction: Transaction, runId: string): Promise<boolean> {
  return (await transaction.run.count({ where: { id: runId } })) > 0;
}

/** What an import needs to know of its connector. */
export const connectorForImport = {
  id: true,
  kind: true,
  name: true,
  sourceKind: true,
  sourceSettings: true,
  sourceSecrets: true,
  sourceStatus: true,
  sourceStatusAt: true,
  destinationKind: true,
  destinationSettings: true,
  folderName: true,
  automaticMapping: true,
  largestItemBytes: true,
  scheduleTimeZone: true,
} as const;

/** What an import needs to know of its run and connector. Secrets are sealed. */
export async function getRunForImport(transaction: Transaction, runId: string) {
  return transaction.run.findUniqueOrThrow({
    where: { id: runId },
    select: {
      id: true,
      state: true,
      trigger: true,
      startedBy: true,
      windowStart: true,
      windowEnd: true,
      createdAt: true,
      mappingVersionId: true,
      connector: { select: connectorForImport },
    },
  });
}
export type RunForImport = Awaited<ReturnType<typeof getRunForImport>>;

type Stamps = {
  readonly fetchStartedAt?: Date;
  readonly deliverStartedAt?: Date;
  readonly reconcileStartedAt?: Date;
  readonly finishedAt?: Date;
};

/** Moves the run if it is still in `from`. False: somebody else has moved it. */
export async function moveRun<From extends RunState>(
  transaction: Transaction,
  runId: string,
  move: { readonly from: From; readonly to: (typeof runMoves)[From][number]; readonly now: Date },
): Promise<boolean> {
  const { count } = await transaction.run.updateMany({
    where: { id: runId, state: move.from },
    data: {
      state: move.to,
      waitingFor: null,
      progressAt: move.now,
      ...stampsOf(move.to, move.now),
    },
  });
  await recordCurvePoint(transaction, runId, { now: move.now, isEndOfStage: true });
  return count === 1;
}

/** Closes a reconciled run with what was found. False: it is closed already. */
export async function closeRun(
  db: Transaction,
  runId: string,
  close: {
    readonly state: 'completed' | 'not-reconciled';
    readonly findings: readonly Finding[];
    readonly now: Date;
  },
): Promise<boolean> {
  const { count } = await db.run.updateMany({
    where: { id: runId, state: 'reconciling' },
    data: {
      state: close.state,
      findings: [...close.findings],
      waitingFor: null,
      progressAt: close.now,
      finishedAt: close.now,
    },
  });
  await recordCurvePoint(db, runId, { now: close.now, isEndOfStage: true });
  return count === 1;
}

function stampsOf(state: RunState, now: Date): Stamps {
  if (state === 'fetching') return { fetchStartedAt: now };
  if (state === 'delivering') return { deliverStartedAt: now };
  if (state === 'reconciling') return { reconcileStartedAt: now };
  return { finishedAt: now };
}

/** Says why the run waits; null when it goes on. */
export async function setRunWaiting(
  transaction: Transaction,
  runId: string,
  waitingFor: string | null,
): Promise<void> {
  await transaction.run.updateMany({
    where: { id: runId },
    data: { waitingFor },
  });
}
