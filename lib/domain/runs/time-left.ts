import { sumOfOutcomes, type RunCounters } from '#lib/domain/runs/check-books.ts';
import type { ActiveRunState } from '#lib/domain/runs/run-state.ts';

/** How fast an earlier import of the connector was, for the stages that are still to come. */
export type PastPace = {
  readonly deliveries: number;
  readonly deliverSeconds: number;
  readonly reconcileSeconds: number;
};

/** Bytes of a run's packages: of all, and of those whose manifest has been counted. */
export type PackageBytes = { readonly total: number; readonly counted: number };

type RunAtWork = RunCounters & {
  readonly state: ActiveRunState;
  readonly packageBytes: PackageBytes | null;
  readonly past: PastPace | null;
  /** Of the present stage: items read or deliveries made a second. */
  readonly rate: number | null;
  /** Since the present stage began. */
  readonly stageSeconds: number;
};

/**
 * Seconds until the run is closed: what is left of the present stage at its rate, and the stages to
 * come at the pace of the import before. Without one a stage that delivers counts alone, and nothing
 * can be said while it fetches. Null when it cannot be known.
 */
export function secondsLeft(run: RunAtWork): number | null {
  const { state, past, rate } = run;
  if (state === 'queued') return null;
  if (state === 'reconciling') {
    const expected = reconcileSeconds(run.availableForImport, past);
    return past === null ? null : Math.max(1, expected - run.stageSeconds);
  }
  if (rate === null) return null;
  if (state === 'delivering') {
    const open = Math.max(0, run.availableForImport - sumOfOutcomes(run));
    return open / rate + reconcileSeconds(run.availableForImport, past);
  }
  return past === null ? null : secondsLeftFetching(run, { past, rate });
}

function secondsLeftFetching(
  run: RunAtWork,
  { past, rate }: { readonly past: PastPace; readonly rate: number },
): number | null {
  const items = itemsExpected(run);
  if (items === null || run.itemsAvailable === 0) return null;
  // Those to come are for as many mailboxes, and are held or known as often, as those read so far.
  const growth = items / run.itemsAvailable;
  const deliveries = run.availableForImport * growth;
  const open = (run.availableForImport - sumOfOutcomes(run)) * growth;
  return (
    Math.max(0, items - run.itemsAvailable) / rate +
    (open * past.deliverSeconds) / past.deliveries +
    reconcileSeconds(deliveries, past)
  );
}

/** Items of the whole run: packages that are not counted yet have as many for their size. */
function itemsExpected({ itemsInManifests, packageBytes }: RunAtWork): number | null {
  if (packageBytes === null || packageBytes.counted === 0) return null;
  return itemsInManifests * (packageBytes.total / packageBytes.counted);
}

function reconcileSeconds(deliveries: number, past: PastPace | null): number {
  return past === null ? 0 : (deliveries * past.reconcileSeconds) / past.deliveries;
}
