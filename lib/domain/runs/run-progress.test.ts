import { describe, expect, test } from 'vitest';
import { progressOf, type RunUnderWay } from './run-progress.ts';

const start = new Date('2026-11-20T06:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

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
};

describe('the progress of a run', () => {
  test('counts every outcome as done, but measures the rate by what was delivered', () => {
    expect(progressOf(run, after(30))).toMatchObject({
      done: 400,
      total: 1000,
      itemsPerSecond: 10,
      secondsLeft: 60,
    });
  });

  test('says no rate and no time left in the first moments', () => {
    expect(progressOf(run, after(1))).toMatchObject({ itemsPerSecond: null, secondsLeft: null });
  });

  test('says no time left while nothing has arrived', () => {
    expect(progressOf({ ...run, imported: 0 }, after(30))).toMatchObject({
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

  test('counts packages while it fetches', () => {
    const fetching = { ...run, state: 'fetching', packagesDone: 1, itemsAvailable: 120 } as const;

    expect(progressOf(fetching, after(60))).toMatchObject({
      done: 1,
      total: 4,
      itemsRead: 120,
      itemsPerSecond: 2,
      secondsLeft: null,
    });
  });

  test('has nothing to count while it is queued or reconciled', () => {
    for (const state of ['queued', 'reconciling'] as const) {
      expect(progressOf({ ...run, state }, after(30))).toMatchObject({ done: null, total: null });
    }
  });
});
