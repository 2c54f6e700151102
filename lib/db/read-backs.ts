import type { Database, Transaction } from '#lib/db/client.ts';
import type { DifferenceKind } from '#lib/domain/runs/compare-mailbox.ts';
import {
  ACTIVE_READ_BACK_STATES,
  type ReadBackState,
  type ReceiptPlace,
} from '#lib/domain/runs/read-back.ts';

type Page = { readonly skip: number; readonly take: number };

export type NewReadBack = {
  readonly runId: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
};

/** The new read-back's id; null when one of the run is under way already. */
export async function insertReadBack(
  transaction: Transaction,
  readBack: NewReadBack,
): Promise<string | null> {
  const [created] = await transaction.readBack.createManyAndReturn({
    data: readBack,
    // The partial unique index on active ones decides, not a look beforehand.
    skipDuplicates: true,
    select: { id: true },
  });
  return created?.id ?? null;
}

/** The run of a read-back that has not ended; null when it has, or is gone. */
export async function findOpenReadBack(db: Database, id: string): Promise<string | null> {
  const state = { in: [...ACTIVE_READ_BACK_STATES] };
  const row = await db.readBack.findFirst({ where: { id, state }, select: { runId: true } });
  return row?.runId ?? null;
}

/** Begins it, or begins it anew: what an attempt that was cut off has found is forgotten. */
export async function beginReadBack(
  db: Database,
  id: string,
  begin: { readonly receiptsFrom: ReceiptPlace; readonly expected: number; readonly now: Date },
): Promise<void> {
  const { receiptsFrom, expected, now } = begin;
  const nothingYet = { compared: 0, missing: 0, altered: 0, twice: 0 };
  await db.$transaction([
    db.readBackDifference.deleteMany({ where: { readBackId: id } }),
    db.readBack.update({
      where: { id },
      data: { state: 'running', receiptsFrom, expected, startedAt: now, ...nothingYet },
      select: { id: true },
    }),
  ]);
}

export type ReadBackCounts = Readonly<Record<DifferenceKind | 'compared', number>>;

export async function recordReadBackProgress(
  db: Database,
  id: string,
  counts: ReadBackCounts,
): Promise<void> {
  await db.readBack.update({ where: { id }, data: counts, select: { id: true } });
}

export type ReadBackDifferenceRow = {
  readonly number: number;
  readonly kind: DifferenceKind;
  readonly mailbox: string;
  readonly sourceItemId: string | null;
  readonly eventAt: Date | null;
  readonly reason: string | null;
};

export async function insertReadBackDifferences(
  db: Database,
  readBackId: string,
  rows: readonly ReadBackDifferenceRow[],
): Promise<void> {
  await db.readBackDifference.createMany({ data: rows.map((row) => ({ ...row, readBackId })) });
}

export async function endReadBack(
  db: Database,
  id: string,
  end: {
    readonly state: Extract<ReadBackState, 'ended' | 'failed'>;
    readonly failure: string | null;
    readonly now: Date;
  },
): Promise<void> {
  const { state, failure, now } = end;
  await db.readBack.update({
    where: { id },
    data: { state, failure, finishedAt: now },
    select: { id: true },
  });
}

/** A page of a run's read-backs, the newest first. */
export async function listReadBacks(db: Transaction, runId: string, page: Page) {
  return db.readBack.findMany({
    where: { runId },
    orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
    select: {
      id: true,
      state: true,
      requestedBy: true,
      requestedAt: true,
      finishedAt: true,
      receiptsFrom: true,
      expected: true,
      compared: true,
      missing: true,
      altered: true,
      twice: true,
      failure: true,
    },
    ...page,
  });
}

export async function countReadBacks(db: Transaction, runId: string): Promise<number> {
  return db.readBack.count({ where: { runId } });
}

/** A page of what a read-back of the run found, in the order in which it did. */
export async function listReadBackDifferences(
  db: Transaction,
  { runId, readBackId }: { readonly runId: string; readonly readBackId: string },
  page: Page,
) {
  return db.readBackDifference.findMany({
    where: { readBackId, readBack: { runId } },
    orderBy: { number: 'asc' },
    select: {
      number: true,
      kind: true,
      mailbox: true,
      sourceItemId: true,
      eventAt: true,
      reason: true,
    },
    ...page,
  });
}

export async function countReadBackDifferences(
  db: Transaction,
  { runId, readBackId }: { readonly runId: string; readonly readBackId: string },
): Promise<number> {
  return db.readBackDifference.count({ where: { readBackId, readBack: { runId } } });
}
