import { deleteItemsOfPackage, insertItems, type PackageOfRun } from '#lib/db/items.ts';
import { closePackage, getPackage, hasTakenContent } from '#lib/db/packages.ts';
import { bumpRunCounters } from '#lib/db/run-counters.ts';
import { getRunForImport, type RunForImport } from '#lib/db/runs.ts';
import {
  PackageRefusedError,
  refuseEach,
  type PackageRefusal,
} from '#lib/domain/packages/refusal.ts';
import { advanceRun } from '#lib/operations/runs/advance-run.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { readItems } from '#lib/operations/runs/read-items.ts';
import { openConnectorSource } from '#lib/operations/runs/open-connector-source.ts';
import { waitForPort } from '#lib/operations/runs/wait-for-port.ts';

type FetchPackage = {
  readonly runId: string;
  readonly packageId: string;
  readonly signal: AbortSignal;
};

/**
 * Fetches one package into the staging area, checks it whole, and reads its items into the ledger.
 * Done again after a crash it begins anew: nothing of a package is delivered before all of a run's
 * packages are read.
 */
export async function fetchPackage(
  services: ImportServices,
  { runId, packageId, signal }: FetchPackage,
): Promise<void> {
  const fetched = await services.locks.withLock(`fetch:${packageId}`, async () => {
    const run = await getRunForImport(services.db, runId);
    const found = await getPackage(services.db, packageId);
    if (run.state === 'fetching' && found.state === 'found') {
      await fetchAndRead(services, {
        run,
        packageId,
        name: found.name,
        sizeBytes: found.sizeBytes,
        signal,
      });
    }
  });
  if (fetched === undefined) throw new Error(`package ${packageId}: another worker is fetching it`);
  await advanceRun(services, runId);
}

type Fetch = {
  readonly run: RunForImport;
  readonly packageId: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly signal: AbortSignal;
};

async function fetchAndRead(services: ImportServices, fetch: Fetch): Promise<void> {
  const { db, staging, now } = services;
  const { run, packageId } = fetch;
  const stagingKey = `packages/${packageId}`;
  const { sizeBytes, sha256 } = await download(services, fetch, stagingKey);

  if (await hasTakenContent(db, run.connector.id, sha256)) {
    await closePackage(db, packageId, { state: 'duplicate', sha256, now: now() });
    await staging.remove(stagingKey);
    return;
  }
  try {
    if (sizeBytes !== fetch.sizeBytes) {
      const sizes = `${fetch.sizeBytes} ≠ ${sizeBytes}`;
      throw new PackageRefusedError(refuseEach('size-changed', [sizes]));
    }
    await readAndClose(services, { run, packageId, stagingKey, sha256, signal: fetch.signal });
  } catch (error) {
    if (!(error instanceof PackageRefusedError)) throw error;
    await refuse(services, { runId: run.id, packageId, sha256, refusals: error.refusals });
    await staging.remove(stagingKey);
  }
}

async function download(services: ImportServices, fetch: Fetch, stagingKey: string) {
  const { run, name, signal } = fetch;
  const waiting = { runId: run.id, connectorId: run.connector.id, port: 'source' } as const;
  return waitForPort(services, waiting, async () => {
    const source = await openConnectorSource(services, run.connector, signal);
    try {
      return await services.staging.write(stagingKey, await source.openPackage(name));
    } finally {
      await source.close();
    }
  });
}

type Read = {
  readonly run: RunForImport;
  readonly packageId: string;
  readonly stagingKey: string;
  readonly sha256: string;
  readonly signal: AbortSignal;
};

async function readAndClose(services: ImportServices, read: Read): Promise<void> {
  const { db, now } = services;
  const { run, packageId, stagingKey, sha256 } = read;
  await db.$transaction((transaction) => deleteItemsOfPackage(transaction, run.id, packageId));
  const from: PackageOfRun = {
    id: packageId,
    runId: run.id,
    connectorId: run.connector.id,
    now: now(),
  };
  let itemsInManifest = 0;
  for await (const batch of readItems(services, read)) {
    itemsInManifest = batch.itemsInManifest;
    await db.$transaction((transaction) => insertItems(transaction, from, batch.items));
  }
  await db.$transaction(async (transaction) => {
    const closed = { state: 'read', itemsInManifest, stagingKey, sha256, now: now() } as const;
    if (!(await closePackage(transaction, packageId, closed))) return;
    await bumpRunCounters(transaction, run.id, { now: now(), itemsInManifests: itemsInManifest });
  });
}

async function refuse(
  { db, now, logger }: ImportServices,
  refused: {
    readonly runId: string;
    readonly packageId: string;
    readonly sha256: string;
    readonly refusals: readonly PackageRefusal[];
  },
): Promise<void> {
  const { runId, packageId, sha256, refusals } = refused;
  logger.warn({ runId, packageId, codes: refusals.map(({ code }) => code) }, 'package refused');
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
}
