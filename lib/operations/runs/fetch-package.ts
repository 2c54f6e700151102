import { countItemsOfPackage, deleteItemsOfPackage, insertItems } from '#lib/db/items.ts';
import {
  closePackage,
  forgetStagedPackage,
  getPackage,
  hasTakenContent,
  markStaged,
} from '#lib/db/packages.ts';
import { bumpRunCounters } from '#lib/db/run-counters.ts';
import { getRunForImport, type RunForImport } from '#lib/db/runs.ts';
import { jobKey } from '#lib/domain/jobs.ts';
import { judgeArrival } from '#lib/domain/packages/judge-arrival.ts';
import { PackageRefusedError, type PackageRefusal } from '#lib/domain/packages/refusal.ts';
import { advanceRun } from '#lib/operations/runs/advance-run.ts';
import { downloadPackage } from '#lib/operations/runs/download-package.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { readItems } from '#lib/operations/runs/read-items.ts';
import { leaveAtSource } from '#lib/operations/runs/leave-at-source.ts';
import { openConnectorSource } from '#lib/operations/runs/open-connector-source.ts';
import { SourceGivenUpError } from '#lib/operations/runs/source-given-up-error.ts';
import { waitForPort } from '#lib/operations/runs/wait-for-port.ts';

type FetchPackage = {
  readonly runId: string;
  readonly packageId: string;
  readonly signal: AbortSignal;
};

/**
 * Fetches one package into the staging area, checks it whole, and reads its items into the ledger.
 * Done again after a crash it goes on where it stopped: a staged package is not fetched again, and
 * what was read of it is not read again. When another worker has the package, it is left to it.
 */
export async function fetchPackage(
  services: ImportServices,
  { runId, packageId, signal }: FetchPackage,
): Promise<void> {
  await services.locks.withLock(jobKey('run.fetch', { runId, packageId }), async () => {
    const run = await getRunForImport(services.db, runId);
    if (run.state !== 'fetching') return;
    const found = await getPackage(services.db, packageId);
    const { name, sizeBytes, modifiedAt } = found;
    const staged =
      found.state === 'found'
        ? await stage(services, { run, packageId, name, sizeBytes, modifiedAt, signal })
        : found;
    if (staged?.stagingKey == null || staged.sha256 === null) return;
    if (found.state !== 'found' && found.state !== 'staged') return;
    const { stagingKey, sha256 } = staged;
    await read(services, { run, packageId, stagingKey, sha256, signal });
  });
  await advanceRun(services, runId);
}

type Fetch = {
  readonly run: RunForImport;
  readonly packageId: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date | null;
  readonly signal: AbortSignal;
};

type Staged = { readonly stagingKey: string; readonly sha256: string };

/** Null when there is nothing to read: it was taken before, was refused, or is left at the source. */
async function stage(services: ImportServices, fetch: Fetch): Promise<Staged | null> {
  try {
    return await fetchAndJudge(services, fetch);
  } catch (error) {
    if (!(error instanceof SourceGivenUpError)) throw error;
    const { run, packageId, name } = fetch;
    await leaveAtSource(services, { runId: run.id, packageId, name, reason: error.code });
    return null;
  }
}

async function fetchAndJudge(services: ImportServices, fetch: Fetch): Promise<Staged | null> {
  const { db, staging, now } = services;
  const { run, packageId } = fetch;
  const stagingKey = `packages/${packageId}`;
  const { sizeBytes, sha256 } = await download(services, fetch, stagingKey);

  const verdict = judgeArrival({
    expectedBytes: fetch.sizeBytes,
    arrivedBytes: sizeBytes,
    isTaken: await hasTakenContent(db, run.connector.id, sha256),
  });
  if (verdict.state === 'duplicate') {
    await closePackage(db, packageId, { state: 'duplicate', sha256, now: now() });
    services.meter.countPackage(run.connector.kind, 'duplicate');
    await staging.remove(stagingKey);
    return null;
  }
  if (verdict.state === 'refused') {
    const { refusals } = verdict;
    await refuse(services, { run, packageId, stagingKey, sha256, refusals });
    return null;
  }
  await markStaged(db, packageId, { stagingKey, sha256 });
  return { stagingKey, sha256 };
}

async function read(services: ImportServices, staged: Read): Promise<void> {
  try {
    await readAndClose(services, staged);
  } catch (error) {
    if (!(error instanceof PackageRefusedError)) throw error;
    const { run, packageId, stagingKey, sha256 } = staged;
    const { refusals } = error;
    await refuse(services, { run, packageId, stagingKey, sha256, refusals });
  }
}

async function download(services: ImportServices, fetch: Fetch, stagingKey: string) {
  const { staging, logger } = services;
  const { run, packageId, signal, ...expected } = fetch;
  const waiting = { runId: run.id, connectorId: run.connector.id, port: 'source' } as const;
  const content = () =>
    downloadPackage({
      expected,
      signal,
      open: () => openConnectorSource(services, run.connector, signal),
      onBreak: (code, receivedBytes) => {
        logger.info({ packageId, code, receivedBytes }, 'download goes on where it stopped');
      },
    });
  return waitForPort(services, waiting, () => staging.write(stagingKey, content()));
}

type Read = {
  readonly run: RunForImport;
  readonly packageId: string;
  readonly stagingKey: string;
  readonly sha256: string;
  readonly signal: AbortSignal;
};

async function readAndClose(services: ImportServices, read: Read): Promise<void> {
  const { db, now, meter } = services;
  const { run, packageId } = read;
  const { kind } = run.connector;
  const from = { id: packageId, runId: run.id, connectorId: run.connector.id };
  const done = await countItemsOfPackage(db, packageId);
  let itemsInManifest = 0;
  for await (const batch of readItems(services, { ...read, skip: done })) {
    itemsInManifest = batch.itemsInManifest;
    if (batch.items.length === 0) continue;
    const counts = await insertItems(db, { ...from, now: now() }, batch.items);
    meter.countItems(kind, batch.items.length);
    meter.countDeliveries(kind, 'held', counts.held);
    meter.countDeliveries(kind, 'skipped', counts.skipped);
  }
  await db.$transaction(async (transaction) => {
    const closed = { state: 'read', itemsInManifest, now: now() } as const;
    if (!(await closePackage(transaction, packageId, closed))) return;
    await bumpRunCounters(transaction, run.id, { now: now(), itemsInManifests: itemsInManifest });
  });
  meter.countPackage(kind, 'read');
}

async function refuse(
  { db, now, logger, meter, staging }: ImportServices,
  refused: {
    readonly run: RunForImport;
    readonly packageId: string;
    readonly stagingKey: string;
    readonly sha256: string;
    readonly refusals: readonly PackageRefusal[];
  },
): Promise<void> {
  const { run, packageId, stagingKey, sha256, refusals } = refused;
  const runId = run.id;
  meter.countPackage(run.connector.kind, 'refused');
  logger.warn({ packageId, codes: refusals.map(({ code }) => code) }, 'package refused');
  await db.$transaction(async (transaction) => {
    await deleteItemsOfPackage(transaction, runId, packageId);
    await closePackage(transaction, packageId, {
      state: 'refused',
      refusal: refusals,
      sha256,
      now: now(),
    });
    await bumpRunCounters(transaction, runId, { now: now(), packagesRefused: 1 });
  });
  await forgetStagedPackage(db, packageId);
  await staging.remove(stagingKey);
}
