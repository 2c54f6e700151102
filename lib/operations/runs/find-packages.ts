import { setTimeout as sleep } from 'node:timers/promises';
import type { Transaction } from '#lib/db/client.ts';
import { insertPackages, listKnownPackages } from '#lib/db/packages.ts';
import { listRunNotices, saveRunNotices } from '#lib/db/run-notices.ts';
import {
  deleteIdleRun,
  getRunForImport,
  hasRun,
  moveRun,
  type RunForImport,
} from '#lib/db/runs.ts';
import { jobKey } from '#lib/domain/jobs.ts';
import { parsePackageName } from '#lib/domain/packages/package-name.ts';
import type { SortedListing } from '#lib/domain/packages/sort-listing.ts';
import { closeGaps, NOTICE_NAMES, type RunNotice } from '#lib/domain/runs/run-notice.ts';
import { isDayIn } from '#lib/domain/schedule.ts';
import { advanceRun } from '#lib/operations/runs/advance-run.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { lookAtSource } from '#lib/operations/runs/look-at-source.ts';
import { openConnectorSource } from '#lib/operations/runs/open-connector-source.ts';
import { SourceGivenUpError } from '#lib/operations/runs/source-given-up-error.ts';
import { waitForPort } from '#lib/operations/runs/wait-for-port.ts';

/**
 * The first stage: lists what lies at the source, queues a fetch of each package not yet taken, and
 * notes what is missing or under way.
 */
export async function findPackages(
  services: ImportServices,
  { runId, signal }: { readonly runId: string; readonly signal: AbortSignal },
): Promise<void> {
  await services.locks.withLock(jobKey('run.start', { runId }), async () => {
    // A second look that found nothing has left no run behind.
    if (!(await hasRun(services.db, runId))) return;
    const run = await getRunForImport(services.db, runId);
    if (run.state === 'queued') await findOrEnd(services, run, signal);
  });
  if (await hasRun(services.db, runId)) await advanceRun(services, runId);
}

/** A connector that is being deleted has nothing to import once its source is given up. */
async function findOrEnd(
  services: ImportServices,
  run: RunForImport,
  signal: AbortSignal,
): Promise<void> {
  try {
    await findAndQueue(services, run, signal);
  } catch (error) {
    if (!(error instanceof SourceGivenUpError)) throw error;
    await moveRun(services.db, run.id, { from: 'queued', to: 'failed', now: services.now() });
  }
}

async function findAndQueue(
  services: ImportServices,
  run: RunForImport,
  signal: AbortSignal,
): Promise<void> {
  const { db, queue, now } = services;
  const { id: runId } = run;

  const waiting = { runId, connectorId: run.connector.id, port: 'source' } as const;
  const listing = await waitForPort(services, waiting, () => look(services, run, signal));
  await db.$transaction(async (transaction) => {
    if (run.trigger === 'second-look' && (await isNothingNew(transaction, run, listing))) {
      await deleteIdleRun(transaction, runId);
      return;
    }
    if (!(await moveRun(transaction, runId, { from: 'queued', to: 'fetching', now: now() })))
      return;
    await note(transaction, run, listing);
    const from = { id: runId, connectorId: run.connector.id };
    for (const packageId of await insertPackages(transaction, from, listing.toFetch)) {
      await queue.enqueue(transaction, 'run.fetch', { runId, packageId });
    }
  });
}

/** Looks twice, a while apart: what changes in between is still being written. */
async function look(
  services: ImportServices,
  run: RunForImport,
  signal: AbortSignal,
): Promise<SortedListing> {
  const known = await listKnownPackages(services.db, run.connector.id);
  const source = await openConnectorSource(services, run.connector, signal);
  try {
    const { listing, lookAgain } = await lookAtSource(source, known);
    const once = keepOfRun(run, listing);
    if (once.toFetch.length === 0) return once;
    await sleep(services.packageSettleMs, undefined, { signal });
    return keepOfRun(run, await lookAgain());
  } finally {
    await source.close();
  }
}

/** A backfill is about the packages of its days; any other run takes every package not yet taken. */
function keepOfRun(run: RunForImport, listing: SortedListing): SortedListing {
  if (run.trigger !== 'backfill') return listing;
  const period = { start: run.windowStart, end: run.windowEnd };
  const toFetch = listing.toFetch.filter(({ name }) => {
    const day = parsePackageName(name)?.day;
    return day !== undefined && isDayIn(period, day, run.connector.scheduleTimeZone);
  });
  return { ...listing, toFetch };
}

/** Nothing to take, and nothing missing that an earlier run has not told. */
async function isNothingNew(
  transaction: Transaction,
  run: RunForImport,
  { toFetch, growing, gaps }: SortedListing,
): Promise<boolean> {
  if (toFetch.length > 0 || growing.length > 0) return false;
  const earlier = await listRunNotices(transaction, run.connector.id);
  const told = new Set(
    earlier.flatMap(({ notices }) =>
      notices.flatMap((notice) => (notice.code === 'parts-missing' ? notice.day : [])),
    ),
  );
  return gaps.every(({ day }) => told.has(day));
}

async function note(
  transaction: Transaction,
  run: RunForImport,
  { gaps, growing }: SortedListing,
): Promise<void> {
  for (const earlier of await listRunNotices(transaction, run.connector.id)) {
    const notices = closeGaps(earlier.notices, gaps);
    if (notices !== null) await saveRunNotices(transaction, earlier.runId, notices);
  }
  const notices: RunNotice[] = gaps.map((gap) => ({
    code: 'parts-missing',
    day: gap.day,
    missing: [...gap.missing],
    isClosed: false,
  }));
  if (growing.length > 0) {
    const names = growing.slice(0, NOTICE_NAMES);
    notices.push({ code: 'still-growing', names, count: growing.length });
  }
  await saveRunNotices(transaction, run.id, notices);
}
