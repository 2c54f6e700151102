import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSlidingWindow } from '#lib/microsoft-graph/sliding-window.ts';

it('has room again a whole window after a use has ended', () => {
  let now = 0;
  const window = createSlidingWindow({ most: 10, windowMs: 1_000 }, () => now);
  const endFirst = window.begin(4);
  const endSecond = window.begin(6);
  expect(window.waitMs(1)).toBeUndefined();
  now = 100;
  endSecond();
  expect([window.waitMs(6), window.waitMs(7)]).toEqual([1_000, undefined]);
  now = 300;
  endFirst();
  expect([window.waitMs(6), window.waitMs(7)]).toEqual([800, 1_000]);
  now = 1_100;
  expect([window.waitMs(6), window.waitMs(7)]).toEqual([0, 200]);
  now = 1_300;
  expect(window.isIdle()).toBe(true);
});

it('gives all there is to what is more than that', () => {
  let now = 0;
  const window = createSlidingWindow({ most: 10, windowMs: 1_000 }, () => now);
  window.begin(1)();
  expect(window.waitMs(25)).toBe(1_000);
  now = 1_000;
  expect(window.waitMs(25)).toBe(0);
});

/** How long each use takes, how long its sender does other things first, and when it is counted. */
const uses = fc.array(
  fc.record({
    amount: fc.integer({ min: 1, max: 10 }),
    idleMs: fc.integer({ min: 0, max: 700 }),
    durationMs: fc.integer({ min: 0, max: 300 }),
    countedAfter: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 60 },
);

it('keeps the other side below the limit, whenever that counts a use and wherever its windows begin', () => {
  fc.assert(
    fc.property(uses, (senders) => {
      const limit = { most: 10, windowMs: 1_000 };
      let now = 0;
      const window = createSlidingWindow(limit, () => now);
      const counted: { readonly at: number; readonly amount: number }[] = [];
      for (const { amount, idleMs, durationMs, countedAfter } of senders) {
        now += idleMs;
        now += window.waitMs(amount) ?? Number.NaN;
        const end = window.begin(amount);
        counted.push({ at: now + durationMs * countedAfter, amount });
        now += durationMs;
        end();
      }
      for (const { at } of counted) {
        const within = counted.filter((use) => use.at >= at && use.at < at + limit.windowMs);
        expect(within.reduce((sum, use) => sum + use.amount, 0)).toBeLessThanOrEqual(limit.most);
      }
    }),
  );
});
