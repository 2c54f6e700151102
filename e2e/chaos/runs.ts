import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosDeployment } from '#e2e/chaos/chaos-deployment.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { isActiveRunState } from '#lib/domain/runs/run-state.ts';
import { createQueue, openSender } from '#lib/jobs/queue.ts';
import { queueRun } from '#lib/operations/runs/queue-run.ts';

export type ClosedRun = {
  readonly state: string;
  readonly findings: unknown;
  readonly itemsInManifests: number;
  readonly itemsAvailable: number;
  readonly availableForImport: number;
  readonly imported: number;
  readonly skipped: number;
  readonly failed: number;
  readonly held: number;
};

/** Queues an import of the connector, as often as it takes while the database is away. */
export async function startRun(
  { databaseUrl, connectors }: ChaosDeployment,
  to: 'imap' | 'graph',
): Promise<void> {
  const connectorId = connectors[to];
  await untilItWorks(async () => {
    const db = createDatabase(databaseUrl);
    const boss = await openSender(databaseUrl);
    boss.on('error', () => undefined);
    try {
      const active = await db.run.count({ where: { connectorId, finishedAt: null } });
      // An earlier try may have been committed although its answer was lost.
      if (active > 0) return;
      const run = { connectorId, trigger: 'manual', startedBy: 'chaos', now: new Date() } as const;
      await db.$transaction((transaction) => queueRun(transaction, createQueue(boss), run));
    } finally {
      await boss.stop({ graceful: false });
      await db.$disconnect();
    }
  });
}

export async function untilRunsAreClosed({ databaseUrl }: ChaosDeployment): Promise<void> {
  for (;;) {
    const runs = await untilItWorks(() =>
      withDatabase(databaseUrl, (db) => db.run.findMany({ select: { state: true } })),
    );
    if (!runs.some(({ state }) => isActiveRunState(state))) return;
    await sleep(500);
  }
}

export async function readRuns({ databaseUrl }: ChaosDeployment): Promise<{
  readonly runs: readonly ClosedRun[];
  readonly sendingsLeft: number;
}> {
  return withDatabase(databaseUrl, async (db) => ({
    runs: await db.run.findMany({
      select: {
        state: true,
        findings: true,
        itemsInManifests: true,
        itemsAvailable: true,
        availableForImport: true,
        imported: true,
        skipped: true,
        failed: true,
        held: true,
      },
    }),
    sendingsLeft: await db.sending.count(),
  }));
}

async function withDatabase<Result>(
  databaseUrl: string,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const db = createDatabase(databaseUrl);
  try {
    return await work(db);
  } finally {
    await db.$disconnect();
  }
}

async function untilItWorks<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(200);
    }
  }
}
