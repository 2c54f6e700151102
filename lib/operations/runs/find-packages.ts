import { setTimeout as sleep } from 'node:timers/promises';
import { insertPackages, listTakenPackages } from '#lib/db/packages.ts';
import { getRunForImport, moveRun, type RunForImport } from '#lib/db/runs.ts';
import { jobKey } from '#lib/domain/jobs.ts';
import { advanceRun } from '#lib/operations/runs/advance-run.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { openConnectorSource } from '#lib/operations/runs/open-connector-source.ts';
import { waitForPort } from '#lib/operations/runs/wait-for-port.ts';
import type { RemotePackage } from '#lib/domain/packages/remote-package.ts';
import type { Source } from '#lib/sources/port.ts';

/** The first stage: lists what lies at the source and queues a fetch of each package not yet taken. */
export async function findPackages(
  services: ImportServices,
  { runId, signal }: { readonly runId: string; readonly signal: AbortSignal },
): Promise<void> {
  await services.locks.withLock(jobKey('run.start', { runId }), async () => {
    const run = await getRunForImport(services.db, runId);
    if (run.state === 'queued') await findAndQueue(services, run, signal);
  });
  await advanceRun(services, runId);
}

async function findAndQueue(
  services: ImportServices,
  run: RunForImport,
  signal: AbortSignal,
): Promise<void> {
  const { db, queue, now } = services;
  const { id: runId } = run;

  const waiting = { runId, connectorId: run.connector.id, port: 'source' } as const;
  const packages = await waitForPort(services, waiting, () => listNew(services, run, signal));
  await db.$transaction(async (transaction) => {
    if (!(await moveRun(transaction, runId, { from: 'queued', to: 'fetching', now: now() })))
      return;
    const from = { id: runId, connectorId: run.connector.id };
    for (const packageId of await insertPackages(transaction, from, packages)) {
      await queue.enqueue(transaction, 'run.fetch', { runId, packageId });
    }
  });
}

/** Packages that have not been taken and whose size stands still: a growing one is taken next time. */
async function listNew(
  services: ImportServices,
  run: RunForImport,
  signal: AbortSignal,
): Promise<readonly RemotePackage[]> {
  const taken = await listTakenPackages(services.db, run.connector.id);
  const known = new Set(taken.map(identify));
  const source = await openConnectorSource(services, run.connector, signal);
  try {
    const first = (await source.listPackages()).filter((found) => !known.has(identify(found)));
    return first.length === 0
      ? []
      : await keepSettled(source, first, services.packageSettleMs, signal);
  } finally {
    await source.close();
  }
}

async function keepSettled(
  source: Source,
  first: readonly RemotePackage[],
  settleMs: number,
  signal: AbortSignal,
): Promise<readonly RemotePackage[]> {
  await sleep(settleMs, undefined, { signal });
  const later = new Set((await source.listPackages()).map(identify));
  return first.filter((found) => later.has(identify(found)));
}

function identify({ name, sizeBytes }: { readonly name: string; readonly sizeBytes: number }) {
  return `${sizeBytes} ${name}`;
}
