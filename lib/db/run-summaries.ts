import type { Transaction } from '#lib/db/client.ts';
import { findRunCurves } from '#lib/db/run-curves.ts';
import { findRunPaces, type RunPace } from '#lib/db/run-paces.ts';
import { isActiveRunState } from '#lib/domain/runs/run-state.ts';

/** What a run shows in a list. */
const runSummaryColumns = {
  id: true,
  connectorId: true,
  state: true,
  trigger: true,
  startedBy: true,
  waitingFor: true,
  packagesFound: true,
  packagesRefused: true,
  itemsInManifests: true,
  itemsAvailable: true,
  availableForImport: true,
  imported: true,
  partiallyImported: true,
  skipped: true,
  failed: true,
  held: true,
  createdAt: true,
  fetchStartedAt: true,
  deliverStartedAt: true,
  reconcileStartedAt: true,
  finishedAt: true,
} as const;

/** The runs with these ids, newest first. */
export async function listRunSummaries(db: Transaction, runIds: readonly string[]) {
  const runs = await db.run.findMany({
    where: { id: { in: [...runIds] } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: runSummaryColumns,
  });
  return withProgress(db, runs);
}
export type RunSummaryRow = Awaited<ReturnType<typeof listRunSummaries>>[number];

/** A page of a connector's runs, newest first. */
export async function listRunsOfConnector(
  db: Transaction,
  connectorId: string,
  page: { readonly skip: number; readonly take: number },
) {
  const runs = await db.run.findMany({
    where: { connectorId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: runSummaryColumns,
    ...page,
  });
  return withProgress(db, runs);
}

export async function countRunsOfConnector(db: Transaction, connectorId: string): Promise<number> {
  return db.run.count({ where: { connectorId } });
}

/** Null when there is none. */
export async function findConnectorName(
  db: Transaction,
  connectorId: string,
): Promise<string | null> {
  const connector = await db.connector.findUnique({
    where: { id: connectorId },
    select: { name: true },
  });
  return connector?.name ?? null;
}

/** A run with what its page shows besides; null when there is none. */
export async function findRunDetails(db: Transaction, runId: string) {
  const run = await db.run.findUnique({
    where: { id: runId },
    select: {
      ...runSummaryColumns,
      windowStart: true,
      windowEnd: true,
      mappingVersionId: true,
      findings: true,
      notices: true,
      connector: { select: { id: true, name: true, kind: true, folderName: true } },
    },
  });
  if (run === null) return null;
  const { mappingVersionId, ...columns } = run;
  const [details] = await withProgress(db, [columns]);
  if (details === undefined) return null;
  const mappingFile =
    mappingVersionId === null
      ? null
      : await db.mappingVersion.findUnique({
          where: { id: mappingVersionId },
          select: { number: true, fileName: true },
        });
  const curves = await findRunCurves(db, [runId]);
  return { ...details, mappingFile, curve: curves.get(runId) ?? null };
}

/** The last finished import that began before this one, replays aside; null when there is none. */
export async function findPreviousRun(
  db: Transaction,
  { connectorId, createdAt }: { readonly connectorId: string; readonly createdAt: Date },
): Promise<RunSummaryRow | null> {
  const runs = await db.run.findMany({
    where: {
      connectorId,
      createdAt: { lt: createdAt },
      finishedAt: { not: null },
      trigger: { not: 'replay' },
    },
    orderBy: { createdAt: 'desc' },
    take: 1,
    select: runSummaryColumns,
  });
  const [previous = null] = await withProgress(db, runs);
  return previous;
}

const noPace: RunPace = { curve: null, packageBytes: null, past: null };

type RunColumns = {
  readonly id: string;
  readonly connectorId: string;
  readonly state: string;
  readonly packagesFound: number;
};

/** Only a run that fetches has packages that are not done, and only an active one a pace. */
async function withProgress<Run extends RunColumns>(
  db: Transaction,
  runs: readonly Run[],
): Promise<readonly (Run & RunPace & { packagesDone: number })[]> {
  const paces = await findRunPaces(
    db,
    runs.filter(({ state }) => isActiveRunState(state)),
  );
  const fetching = runs.filter(({ state }) => state === 'fetching').map(({ id }) => id);
  const open =
    fetching.length === 0
      ? []
      : await db.package.groupBy({
          by: ['runId'],
          where: { runId: { in: fetching }, state: 'found' },
          _count: { _all: true },
        });
  const openByRun = new Map(open.map(({ runId, _count }) => [runId, _count._all]));
  return runs.map((run) => ({
    ...run,
    ...(paces.get(run.id) ?? noPace),
    packagesDone: run.packagesFound - (openByRun.get(run.id) ?? 0),
  }));
}
