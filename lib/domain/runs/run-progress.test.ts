import { describe, expect, test } from 'vitest';
import { addPoint, emptyCurve } from './progress-curve.ts';
import { progressOf, type RunUnderWay } from './run-progress.ts';

const start = new Date('2026-11-20T06:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

/** Ten deliveries and two items a second. */
function steady(seconds: number) {
  let curve = emptyCurve;
  for (let second = 0; second <= seconds; second += 1) {
    curve = addPoint(curve, { second, itemsRead: second * 2, delivered: second * 10 });
  }
  return curve;
}

const run: RunUnderWay = {
  id: '018f4c3e-7b2a-7000-8000-000000000001',
  state: 'delivering',
  waitingFor: null,
  packagesFound: 4,
  packagesDone: 4,
  packagesRefused: 0,
  itemsInManifests: 800,
  itemsAvailable: 800,
  availableForImport: 1000,
  imported: 300,
  partiallyImported: 0,
  skipped: 50,
  failed: 0,
  held: 50,
  fetchStartedAt: start,
  deliverStartedAt: start,
  reconcileStartedAt: null,
  curve: steady(30),
  packageBytes: null,
  past: null,
};
const past = { deliveries: 500, deliverSeconds: 50, reconcileSeconds: 10 };

describe('the progress of a run', () => {
  test('counts every outcome as done, but measures the rate by what was delivered', () => {
    expect(progressOf(run, after(30))).toMatchObject({
      done: 400,
      total: 1000,
      itemsPerSecond: 10,
      secondsLeft: 60,
    });
  });

  test('reckons with the reconcile stage as the import before took it', () => {
    // 600 are open at 10 a second, and the mailboxes of 1000 are read back at 50 a second.
    expect(progressOf({ ...run, past }, after(30)).secondsLeft).toBe(60 + 20);
    const reconciling = { ...run, past, state: 'reconciling', reconcileStartedAt: start } as const;
    expect(progressOf(reconciling, after(15)).secondsLeft).toBe(5);
    expect(progressOf({ ...reconciling, past: null }, after(15)).secondsLeft).toBeNull();
  });

  test('says no rate and no time left in the first moments', () => {
    expect(progressOf(run, after(1))).toMatchObject({ itemsPerSecond: null, secondsLeft: null });
  });

  test('says no time left while nothing has arrived', () => {
    const curve = addPoint(emptyCurve, { second: 0, itemsRead: 0, delivered: 0 });

    expect(progressOf({ ...run, imported: 0, curve }, after(30))).toMatchObject({
      itemsPerSecond: null,
      secondsLeft: null,
    });
  });

  test('says no time left while it waits', () => {
    const waiting = { ...run, waitingFor: 'throttled' };

    expect(progressOf(waiting, after(30))).toMatchObject({
      waitingFor: 'throttled',
      secondsLeft: null,
    });
  });

  test('counts packages while it fetches, and knows the rest from their size and the import before', () => {
    const fetching = {
      ...run,
      state: 'fetching',
      packagesDone: 1,
      // Two of four packages, alike in size, are counted: 240 items in all, of which 60 are read.
      itemsInManifests: 120,
      packageBytes: { total: 4_000_000, counted: 2_000_000 },
      itemsAvailable: 60,
      availableForImport: 100,
      imported: 0,
      skipped: 10,
      held: 10,
      past,
    } as const;
    const progress = progressOf(fetching, after(30));

    expect(progress).toMatchObject({ done: 1, total: 4, itemsRead: 60, itemsPerSecond: 2 });
    // 180 to read at 2, then 320 to deliver at 10, then 400 to reconcile at 50 a second.
    expect(progress.secondsLeft).toBeCloseTo(90 + 32 + 8);
    expect(progressOf({ ...fetching, past: null }, after(30)).secondsLeft).toBeNull();
  });

  test('has nothing to count while it is queued or reconciled', () => {
    for (const state of ['queued', 'reconciling'] as const) {
      expect(progressOf({ ...run, state }, after(30))).toMatchObject({ done: null, total: null });
    }
  });
});
