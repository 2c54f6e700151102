import { describe, expect, test } from 'vitest';
import { addPoint, emptyCurve, rateSince, type ProgressCurve } from './progress-curve.ts';

/** A run that delivers what `deliveredAt` says, a point each second. */
function curveOf(seconds: number, deliveredAt: (second: number) => number): ProgressCurve {
  let curve = emptyCurve;
  for (let second = 0; second <= seconds; second += 1) {
    const delivered = Math.round(deliveredAt(second));
    curve = addPoint(curve, { second, itemsRead: 0, delivered });
  }
  return curve;
}

describe('the curve of a run', () => {
  test('has a point for each second of a short run', () => {
    const { everySeconds, points } = curveOf(30, (second) => second * 10);

    expect(everySeconds).toBe(1);
    expect(points).toHaveLength(31);
    expect(points.at(-1)).toEqual({ second: 30, itemsRead: 0, delivered: 300 });
  });

  test('keeps its size however long the run, and its last point', () => {
    const { everySeconds, points } = curveOf(20_000, (second) => second * 3);

    expect(points.length).toBeLessThanOrEqual(90);
    expect(points.length).toBeGreaterThan(40);
    expect(everySeconds).toBe(256);
    expect(points.at(-1)?.delivered).toBe(60_000);
    expect(points.every(({ second, delivered }) => delivered === second * 3)).toBe(true);
  });

  test('takes the later of two looks at the same second', () => {
    const curve = addPoint(
      curveOf(3, (second) => second),
      {
        second: 3,
        itemsRead: 0,
        delivered: 5,
      },
    );

    expect(curve.points).toHaveLength(4);
    expect(curve.points.at(-1)?.delivered).toBe(5);
  });
});

describe('the rate', () => {
  test('is that of the last third of the stage', () => {
    const curve = curveOf(75, (second) => (second < 50 ? second * 10 : 500 + (second - 50) * 40));

    expect(rateSince(curve, 'delivered', { from: 0, now: 75 })).toBeCloseTo(40);
    expect(rateSince(curve, 'delivered', { from: 0, now: 75.9 })).toBeCloseTo(40, 0);
  });

  test('is of the stage alone, not of what went before', () => {
    const curve = curveOf(24, (second) => Math.max(0, second - 20) * 7);

    expect(rateSince(curve, 'delivered', { from: 20, now: 24 })).toBeCloseTo(7);
  });

  test('falls while nothing comes, and is none where nothing has come', () => {
    const curve = curveOf(30, (second) => second * 10);
    const lately = rateSince(curve, 'delivered', { from: 0, now: 36 }) ?? 0;

    expect(lately).toBeGreaterThan(1);
    expect(lately).toBeLessThan(7);
    expect(rateSince(curve, 'delivered', { from: 0, now: 300 })).toBeNull();
    expect(rateSince(emptyCurve, 'delivered', { from: 0, now: 300 })).toBeNull();
  });
});
