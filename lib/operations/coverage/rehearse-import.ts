import { setTimeout as sleep } from 'node:timers/promises';
import { listSeenItems } from '#lib/db/items.ts';
import { hasTakenContent, listKnownPackages } from '#lib/db/packages.ts';
import type { CoverageProgress } from '#lib/domain/coverage/coverage-preview.ts';
import type { CoverageTally, PackageOutcome } from '#lib/domain/coverage/coverage-tally.ts';
import { PortError } from '#lib/domain/errors.ts';
import type { MailboxIndex } from '#lib/domain/matching/mailbox-index.ts';
import { judgeArrival } from '#lib/domain/packages/judge-arrival.ts';
import { PackageRefusedError } from '#lib/domain/packages/refusal.ts';
import { isSameFile, type RemotePackage } from '#lib/domain/packages/remote-package.ts';
import type { KnownPackage, SortedListing } from '#lib/domain/packages/sort-listing.ts';
import { planItems } from '#lib/domain/runs/plan-items.ts';
import { arrive, type Arrived } from '#lib/operations/coverage/arrive.ts';
import { shareSource, type SharedSource } from '#lib/operations/coverage/share-source.ts';
import type { DecidingRun } from '#lib/operations/runs/decide-items.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { lookAtSource } from '#lib/operations/runs/look-at-source.ts';
import { readPackageItems } from '#lib/operations/runs/read-items.ts';
import type { Source } from '#lib/sources/port.ts';

/** As much of a package is held in memory as this; two at a time. */
const MOST_BYTES_IN_MEMORY = 32 * 1024 * 1024;

export type RehearsalTally = Pick<CoverageTally, 'add' | 'close'>;

export type Rehearsal<Tally extends RehearsalTally> = {
  /** What the next run of the connector would be. */
  readonly connectorId: string;
  readonly run: DecidingRun;
  readonly mailboxes: MailboxIndex;
  readonly openSource: () => Promise<Source>;
  /** Made anew when the rehearsal has to begin again. */
  readonly createTally: () => Tally;
  readonly onProgress: (progress: CoverageProgress) => void;
  readonly signal: AbortSignal;
  readonly mostBytesInMemory?: number;
};

export type Rehearsed<Tally> = { readonly listing: SortedListing; readonly tally: Tally };

/**
 * Does what the next import of the packages at the source would do, up to the point at which it would
 * write something down: the same look at the source, the same checks of each package, the same matching
 * and the same plan for every item, by the same code. Nothing is written, and of what is read nothing is
 * kept but counts and the names in the tally.
 * @throws {PortError} of the source
 */
export async function rehearseImport<Tally extends RehearsalTally>(
  services: Pick<ImportServices, 'db' | 'packageSettleMs'>,
  rehearsal: Rehearsal<Tally>,
): Promise<Rehearsed<Tally>> {
  const { signal, createTally } = rehearsal;
  const known = await listKnownPackages(services.db, rehearsal.connectorId);
  const source = shareSource(rehearsal.openSource);
  try {
    const listing = { listPackages: async () => (await source.open()).listPackages() };
    const { listing: first, lookAgain } = await lookAtSource(listing, known);
    if (first.toFetch.length === 0) return { listing: first, tally: createTally() };

    // What still grows shows itself meanwhile: nobody waits for it with nothing to do.
    const looking = sleep(services.packageSettleMs, undefined, { signal }).then(lookAgain);
    looking.catch(() => undefined);
    const reading = { services, rehearsal, source, known };
    const early = await readEarly(reading, first.toFetch);
    const settled = await looking;
    if (isSameList(first.toFetch, settled.toFetch)) {
      if ('error' in early) throw early.error;
      return { listing: settled, tally: early.tally };
    }
    return { listing: settled, tally: await readAll(reading, settled.toFetch) };
  } finally {
    await source.close();
  }
}

function isSameList(one: readonly RemotePackage[], other: readonly RemotePackage[]): boolean {
  return (
    one.length === other.length &&
    one.every((found, index) => {
      const same = other[index];
      return same !== undefined && isSameFile(found, same);
    })
  );
}

type Reading<Tally extends RehearsalTally> = {
  readonly services: Pick<ImportServices, 'db'>;
  readonly rehearsal: Rehearsal<Tally>;
  readonly source: SharedSource;
  readonly known: readonly KnownPackage[];
};

/** Of packages that may turn out to be still under way, and to change in the middle. */
async function readEarly<Tally extends RehearsalTally>(
  reading: Reading<Tally>,
  packages: readonly RemotePackage[],
): Promise<{ readonly tally: Tally } | { readonly error: PortError }> {
  try {
    return { tally: await readAll(reading, packages) };
  } catch (error) {
    if (error instanceof PortError && error.code.startsWith('package-')) return { error };
    throw error;
  }
}

/** What a run has taken so far. */
type Taken = {
  readonly sourceItemIds: Set<string>;
  readonly sha256s: Set<string>;
  /** Of packages that may be one that is taken: others need not be compared. */
  readonly sizesToCompare: ReadonlySet<number>;
};

async function readAll<Tally extends RehearsalTally>(
  reading: Reading<Tally>,
  packages: readonly RemotePackage[],
): Promise<Tally> {
  const { rehearsal, source, known } = reading;
  const { signal, mostBytesInMemory = MOST_BYTES_IN_MEMORY } = rehearsal;
  const tally = rehearsal.createTally();
  const taken: Taken = {
    sourceItemIds: new Set(),
    sha256s: new Set(),
    sizesToCompare: findSizesToCompare(known, packages),
  };
  const progress = { packages: packages.length, packagesDone: 0, items: 0, itemsDone: 0 };
  const tell = (more: Partial<CoverageProgress>) => {
    Object.assign(progress, more);
    rehearsal.onProgress({ ...progress });
  };
  tell({});

  const fetchOne = async (found: RemotePackage | undefined) =>
    found === undefined ? undefined : arrive(found, { source, signal, mostBytesInMemory });
  let next = fetchOne(packages[0]);
  try {
    for (const [index, found] of packages.entries()) {
      const arrived = await next;
      if (arrived === undefined) break;
      next = fetchOne(packages[index + 1]);
      // Awaited in the next round; when this round fails, nobody will.
      next.catch(() => undefined);
      try {
        const outcome = await readOne(reading, { found, arrived, taken, tally }, (items) => {
          tell({
            items: progress.items + items.listed,
            itemsDone: progress.itemsDone + items.done,
          });
        });
        tally.close(outcome);
      } finally {
        await arrived.object.close();
      }
      tell({ packagesDone: index + 1 });
    }
  } finally {
    const [last] = await Promise.allSettled([next]);
    if (last.status === 'fulfilled') await last.value?.object.close();
  }
  return tally;
}

/** Two packages of different sizes are not the same. */
function findSizesToCompare(
  known: readonly KnownPackage[],
  packages: readonly RemotePackage[],
): ReadonlySet<number> {
  const sizes = new Set(known.filter(({ isTaken }) => isTaken).map(({ sizeBytes }) => sizeBytes));
  for (const [size, found] of Map.groupBy(packages, ({ sizeBytes }) => sizeBytes)) {
    if (found.length > 1) sizes.add(size);
  }
  return sizes;
}

type ReadOne = {
  readonly found: RemotePackage;
  readonly arrived: Arrived;
  readonly taken: Taken;
  readonly tally: RehearsalTally;
};

async function readOne(
  { services: { db }, rehearsal, known }: Reading<RehearsalTally>,
  { found, arrived, taken, tally }: ReadOne,
  onItems: (items: { readonly listed: number; readonly done: number }) => void,
): Promise<PackageOutcome> {
  const { connectorId, run, mailboxes, signal } = rehearsal;
  const { name } = found;
  const sha256 = taken.sizesToCompare.has(arrived.sizeBytes) ? await arrived.sha256() : null;
  const verdict = judgeArrival({
    expectedBytes: found.sizeBytes,
    arrivedBytes: arrived.sizeBytes,
    isTaken:
      sha256 !== null &&
      (taken.sha256s.has(sha256) || (await hasTakenContent(db, connectorId, sha256))),
  });
  if (verdict.state !== 'to-read') return { name, ...verdict };

  const ids = new Set<string>();
  let listed = 0;
  try {
    const content = { run, staged: arrived.object, mailboxes, skip: 0, signal };
    for await (const { itemsInManifest, items } of readPackageItems({ db }, content)) {
      if (items.length === 0) onItems({ listed: (listed = itemsInManifest), done: 0 });
      const asked = items.map(({ sourceItemId }) => sourceItemId);
      const isSeen = (id: string) => ids.has(id) || taken.sourceItemIds.has(id);
      // A connector that never found a package has no item either.
      const earlier = known.length === 0 ? [] : await listSeenItems(db, connectorId, asked);
      tally.add(name, planItems(items, new Set([...earlier, ...asked.filter(isSeen)])));
      for (const id of asked) ids.add(id);
      onItems({ listed: 0, done: items.length });
    }
  } catch (error) {
    if (!(error instanceof PackageRefusedError)) throw error;
    return { name, state: 'refused', refusals: error.refusals };
  }
  for (const id of ids) taken.sourceItemIds.add(id);
  if (sha256 !== null) taken.sha256s.add(sha256);
  return { name, state: 'read', itemsInManifest: listed };
}
