import { describe, expect, test } from 'vitest';
import { addPoint, emptyCurve, rateSince, type ProgressCurve } from './progress-curve.ts';
import { secondsLeft } from './time-left.ts';

/** How many have come after so many seconds. */
type Course = (second: number) => number;

const TOTAL = 6_000;
const counters = {
  itemsInManifests: TOTAL,
  itemsAvailable: TOTAL,
  availableForImport: TOTAL,
  partiallyImported: 0,
  skipped: 0,
  failed: 0,
  held: 0,
  packagesRefused: 0,
};

/** Waves, as a worker that takes turns between runs makes them. */
const inTurns =
  (perSecond: number): Course =>
  (second) =>
    Math.floor(second / 4) * 4 * perSecond;
const steady =
  (perSecond: number): Course =>
  (second) =>
    second * perSecond;
/** Slow to begin with, while others run, and then at its pace. */
const crowdedAtFirst: Course = (second) => (second < 20 ? second * 15 : 300 + (second - 20) * 50);
/** As Exchange Online does: two seconds of each ten it takes nothing. */
const throttled: Course = (second) => Math.floor(second / 10) * 400 + Math.min(second % 10, 8) * 50;

function curveUntil(second: number, course: Course): ProgressCurve {
  let curve = emptyCurve;
  for (let at = 0; at <= second; at += 1) {
    const delivered = Math.min(TOTAL, Math.round(course(at)));
    curve = addPoint(curve, { second: at, itemsRead: TOTAL, delivered });
  }
  return curve;
}

function durationOf(course: Course): number {
  let second = 0;
  while (course(second) < TOTAL) second += 1;
  return second;
}

describe('the time left after a quarter of a run', () => {
  test.each([
    ['steady', steady(40)],
    ['very slow', steady(0.6)],
    ['in turns with others', inTurns(30)],
    ['crowded at first', crowdedAtFirst],
    ['throttled', throttled],
  ])('of a run that is %s is within a fifth', (_name, course) => {
    const duration = durationOf(course);
    const now = Math.ceil(duration / 4);
    const curve = curveUntil(now, course);
    const left = secondsLeft({
      ...counters,
      state: 'delivering',
      imported: Math.round(course(now)),
      packageBytes: null,
      past: null,
      rate: rateSince(curve, 'delivered', { from: 0, now }),
      stageSeconds: now,
    });

    expect(left).not.toBeNull();
    expect(Math.abs((left ?? 0) - (duration - now)) / (duration - now)).toBeLessThan(0.2);
  });

  test('counts the stages to come at the pace of the import before', () => {
    const past = { deliveries: 3_000, deliverSeconds: 60, reconcileSeconds: 30 };
    // Half of all is read at 100 a second: 30 s more, then 120 s to deliver and 60 s to reconcile.
    const left = secondsLeft({
      ...counters,
      itemsInManifests: TOTAL / 2,
      itemsAvailable: TOTAL / 2,
      availableForImport: TOTAL / 2,
      imported: 0,
      state: 'fetching',
      packageBytes: { total: 8, counted: 4 },
      past,
      rate: 100,
      stageSeconds: 30,
    });

    expect(left).toBeCloseTo(30 + 120 + 60);
  });

  test('says nothing of what it does not know', () => {
    const unknown = { ...counters, imported: 0, packageBytes: null, past: null, stageSeconds: 9 };

    expect(secondsLeft({ ...unknown, state: 'queued', rate: 5 })).toBeNull();
    expect(secondsLeft({ ...unknown, state: 'fetching', rate: 5 })).toBeNull();
    expect(secondsLeft({ ...unknown, state: 'delivering', rate: null })).toBeNull();
    expect(secondsLeft({ ...unknown, state: 'reconciling', rate: null })).toBeNull();
  });
});
