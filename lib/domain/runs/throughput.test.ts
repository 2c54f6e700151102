import { expect, test } from 'vitest';
import { throughputOf } from './throughput.ts';

test('the throughput is what came from point to point, whatever their distance', () => {
  const points = [
    { second: 0, itemsRead: 0, delivered: 0 },
    { second: 2, itemsRead: 100, delivered: 0 },
    { second: 6, itemsRead: 120, delivered: 80 },
    // Counted anew at the end, a counter may go back; a rate does not.
    { second: 6, itemsRead: 110, delivered: 80 },
  ];

  expect(throughputOf({ everySeconds: 1, points })).toEqual([
    { second: 2, readPerSecond: 50, deliveredPerSecond: 0 },
    { second: 6, readPerSecond: 5, deliveredPerSecond: 20 },
    { second: 6, readPerSecond: 0, deliveredPerSecond: 0 },
  ]);
  expect(throughputOf({ everySeconds: 1, points: [] })).toEqual([]);
});
