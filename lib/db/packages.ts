import type { Database, Transaction } from '#lib/db/client.ts';
import type { PackageNote } from '#lib/domain/packages/package-note.ts';
import type { RemotePackage } from '#lib/domain/packages/remote-package.ts';

export type PackageForImport = RemotePackage & {
  readonly id: string;
  readonly state: string;
  readonly stagingKey: string | null;
  readonly sha256: string | null;
};

const OPEN_PACKAGE_STATES = ['found', 'staged'] as const;

/**
 * Everything the connector has ever found, as it was then. `isTaken`: its items are read, or were
 * known already; a package that was refused is looked at again.
 */
export async function listKnownPackages(
  db: Transaction,
  connectorId: string,
): Promise<readonly (RemotePackage & { readonly isTaken: boolean })[]> {
  const rows = await db.package.findMany({
    where: { connectorId },
    select: { name: true, sizeBytes: true, modifiedAt: true, state: true },
  });
  return rows.map(({ state, sizeBytes, ...row }) => ({
    ...row,
    sizeBytes: Number(sizeBytes),
    isTaken: state === 'read' || state === 'duplicate',
  }));
}

/** Writes the packages of a run and gives their ids. */
export async function insertPackages(
  transaction: Transaction,
  run: { readonly id: string; readonly connectorId: string },
  packages: readonly (RemotePackage & { readonly notes: readonly PackageNote[] })[],
): Promise<readonly string[]> {
  const created = await transaction.package.createManyAndReturn({
    data: packages.map(({ name, sizeBytes, modifiedAt, notes }) => ({
      connectorId: run.connectorId,
      runId: run.id,
      name,
      sizeBytes: BigInt(sizeBytes),
      modifiedAt,
      notes: [...notes],
    })),
    select: { id: true },
  });
  await transaction.run.update({
    where: { id: run.id },
    data: { packagesFound: created.length },
    select: { id: true },
  });
  return created.map(({ id }) => id);
}

/** Forgets a package that nothing was fetched of. False: somebody has staged it. */
export async function deleteUnfetchedPackage(
  transaction: Transaction,
  packageId: string,
): Promise<boolean> {
  const [deleted] = await transaction.package.findMany({
    where: { id: packageId, state: 'found' },
    select: { runId: true },
  });
  if (deleted === undefined) return false;
  await transaction.package.deleteMany({ where: { id: packageId, state: 'found' } });
  await transaction.run.update({
    where: { id: deleted.runId },
    data: { packagesFound: { decrement: 1 } },
    select: { id: true },
  });
  return true;
}

/** @throws {Error} when there is none. */
export async function getPackage(db: Database, packageId: string): Promise<PackageForImport> {
  const row = await db.package.findUniqueOrThrow({
    where: { id: packageId },
    select: {
      id: true,
      name: true,
      sizeBytes: true,
      modifiedAt: true,
      state: true,
      stagingKey: true,
      sha256: true,
    },
  });
  return { ...row, sizeBytes: Number(row.sizeBytes) };
}

/** Whether the connector has taken these very bytes before, under whatever name (DESIGN 3.1). */
export async function hasTakenContent(
  db: Database,
  connectorId: string,
  sha256: string,
): Promise<boolean> {
  const taken = await db.package.findFirst({
    where: { connectorId, sha256, state: 'read' },
    select: { id: true },
  });
  return taken !== null;
}

/** The package rests in the staging area, whole, and is the one that was asked for. */
export async function markStaged(
  db: Database,
  packageId: string,
  staged: { readonly stagingKey: string; readonly sha256: string },
): Promise<void> {
  await db.package.updateMany({
    where: { id: packageId, state: 'found' },
    data: { state: 'staged', ...staged },
  });
}

type ClosedPackage =
  | { readonly state: 'read'; readonly itemsInManifest: number }
  | { readonly state: 'duplicate' }
  | { readonly state: 'refused'; readonly refusal: readonly { readonly code: string }[] };

/** Ends the package's stage if it is still open. False: somebody else has ended it. */
export async function closePackage(
  transaction: Transaction,
  packageId: string,
  closed: ClosedPackage & { readonly sha256?: string; readonly now: Date },
): Promise<boolean> {
  const { now, refusal, ...fields } = { refusal: undefined, ...closed };
  const { count } = await transaction.package.updateMany({
    where: { id: packageId, state: { in: [...OPEN_PACKAGE_STATES] } },
    data: {
      ...fields,
      finishedAt: now,
      ...(refusal === undefined ? {} : { refusal: [...refusal] }),
    },
  });
  return count === 1;
}

export async function countOpenPackages(transaction: Transaction, runId: string): Promise<number> {
  return transaction.package.count({
    where: { runId, state: { in: [...OPEN_PACKAGE_STATES] } },
  });
}

/** Staged packages of a run, until the reconcile stage has purged them. */
export async function listStagedPackages(db: Database, runId: string) {
  const rows = await db.package.findMany({
    where: { runId, stagingKey: { not: null } },
    select: { id: true, stagingKey: true },
  });
  return rows.flatMap(({ id, stagingKey }) => (stagingKey === null ? [] : [{ id, stagingKey }]));
}

export async function forgetStagedPackage(db: Database, packageId: string): Promise<void> {
  await db.package.update({
    where: { id: packageId },
    data: { stagingKey: null },
    select: { id: true },
  });
}

/**
 * Packages of a run whose content is proved to be imported: read by this run, or a copy of one that
 * another green run has read. Only meant for a run that is green itself.
 */
export async function listProvedPackages(
  db: Database,
  runId: string,
): Promise<readonly RemotePackage[]> {
  const rows = await db.package.findMany({
    where: { runId, state: { in: ['read', 'duplicate'] } },
    orderBy: { name: 'asc' },
    select: {
      name: true,
      sizeBytes: true,
      modifiedAt: true,
      state: true,
      sha256: true,
      connectorId: true,
    },
  });
  const copies = rows.filter(({ state }) => state === 'duplicate');
  const originals = await db.package.findMany({
    where: {
      connectorId: { in: copies.map(({ connectorId }) => connectorId) },
      sha256: { in: copies.flatMap(({ sha256 }) => sha256 ?? []) },
      state: 'read',
      run: { state: 'completed' },
    },
    select: { sha256: true },
  });
  const proved = new Set(originals.map(({ sha256 }) => sha256));
  return rows
    .filter(({ state, sha256 }) => state === 'read' || proved.has(sha256))
    .map(({ name, sizeBytes, modifiedAt }) => ({ name, sizeBytes: Number(sizeBytes), modifiedAt }));
}
