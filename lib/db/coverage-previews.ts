import { z } from 'zod';
import type { Database, Transaction } from '#lib/db/client.ts';
import {
  COVERAGE_LISTS,
  type CoverageListName,
  type CoverageLists,
} from '#lib/domain/coverage/coverage-lists.ts';
import {
  ACTIVE_COVERAGE_STATES,
  COVERAGE_STATES,
  coverageBasisSchema,
  coverageProgressSchema,
  type CoverageBasis,
  type CoveragePreview,
  type CoverageProgress,
  type CoverageState,
  type CoverageSubject,
} from '#lib/domain/coverage/coverage-preview.ts';
import { coverageResultSchema, type CoverageResult } from '#lib/domain/coverage/coverage-result.ts';

const active = { in: [...ACTIVE_COVERAGE_STATES] };

export type NewCoveragePreview = {
  readonly subject: CoverageSubject;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly basis: CoverageBasis;
  readonly mappingFile: CoveragePreview['mappingFile'];
};

/** The new preview's id; null when one of the same is under way already. */
export async function insertCoveragePreview(
  transaction: Transaction,
  { subject, basis, mappingFile, ...preview }: NewCoveragePreview,
): Promise<string | null> {
  const [created] = await transaction.coveragePreview.createManyAndReturn({
    data: { ...preview, ...subject, basis, ...(mappingFile === null ? {} : { mappingFile }) },
    // The partial unique indexes on active ones decide, not a look beforehand.
    skipDuplicates: true,
    select: { id: true },
  });
  return created?.id ?? null;
}

/** Begins it, or begins it anew after a worker that died; null when it has ended or is gone. */
export async function beginCoveragePreview(
  db: Database,
  id: string,
): Promise<{ readonly subject: CoverageSubject; readonly basis: CoverageBasis } | null> {
  const [row] = await db.coveragePreview.updateManyAndReturn({
    where: { id, state: active },
    data: { state: 'running' },
    select: { draftId: true, connectorId: true, basis: true },
  });
  if (row === undefined) return null;
  const basis = coverageBasisSchema.parse(row.basis);
  if (row.draftId !== null) return { subject: { draftId: row.draftId }, basis };
  return row.connectorId === null ? null : { subject: { connectorId: row.connectorId }, basis };
}

/** False: nobody waits for it any more. */
export async function recordCoverageProgress(
  db: Database,
  id: string,
  progress: CoverageProgress,
): Promise<boolean> {
  const { count } = await db.coveragePreview.updateMany({
    where: { id, state: 'running' },
    data: { progress },
  });
  return count === 1;
}

type CoverageEnd = { readonly now: Date } & (
  | { readonly state: 'done'; readonly result: CoverageResult; readonly lists: CoverageLists }
  | { readonly state: 'failed'; readonly failure: string }
);

/** Ends it unless it was cancelled meanwhile. A result takes the place of the one before. */
export async function endCoveragePreview(
  db: Database,
  { id, subject }: { readonly id: string; readonly subject: CoverageSubject },
  end: CoverageEnd,
): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const { now: finishedAt, state } = end;
    const outcome = end.state === 'done' ? { result: end.result } : { failure: end.failure };
    const { count } = await transaction.coveragePreview.updateMany({
      where: { id, state: 'running' },
      data: { state, finishedAt, ...outcome },
    });
    if (count === 0 || end.state !== 'done') return count === 1;
    await transaction.coverageList.createMany({
      data: COVERAGE_LISTS.map((name) => ({ previewId: id, name, rows: end.lists[name] })),
    });
    await transaction.coveragePreview.deleteMany({ where: { ...subject, id: { not: id } } });
    return true;
  });
}

/** False: it has ended already. */
export async function cancelCoveragePreview(
  db: Database,
  {
    id,
    subject,
    now,
  }: { readonly id: string; readonly subject: CoverageSubject; readonly now: Date },
): Promise<boolean> {
  const { count } = await db.coveragePreview.updateMany({
    where: { id, ...subject, state: active },
    data: { state: 'cancelled', finishedAt: now },
  });
  return count === 1;
}

const rowSchema = z.object({
  state: z.enum(COVERAGE_STATES),
  basis: coverageBasisSchema,
  progress: coverageProgressSchema.nullable(),
  result: coverageResultSchema.nullable(),
});

/** The last one that was asked for; with a state, the last one in it. */
export async function findCoveragePreview(
  db: Transaction,
  subject: CoverageSubject,
  state?: CoverageState,
) {
  const row = await db.coveragePreview.findFirst({
    where: { ...subject, ...(state === undefined ? {} : { state }) },
    orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
  });
  return row === null ? null : { ...row, ...rowSchema.parse(row) };
}
export type CoveragePreviewRow = NonNullable<Awaited<ReturnType<typeof findCoveragePreview>>>;

/** A list of a preview of this subject, to be parsed by its schema; null when there is none. */
export async function findCoverageList(
  db: Database,
  list: {
    readonly subject: CoverageSubject;
    readonly previewId: string;
    readonly name: CoverageListName;
  },
): Promise<unknown> {
  const { subject, previewId, name } = list;
  const row = await db.coverageList.findFirst({
    where: { previewId, name, preview: subject },
    select: { rows: true },
  });
  return row?.rows ?? null;
}

export async function deleteCoveragePreviews(
  transaction: Transaction,
  subject: CoverageSubject,
): Promise<void> {
  await transaction.coveragePreview.deleteMany({ where: subject });
}
