import type { ProgressCurve } from '#lib/domain/runs/progress-curve.ts';

/** Between two points of a run's curve: what came a second. `second` is the later one. */
export type Throughput = {
  readonly second: number;
  readonly readPerSecond: number;
  readonly deliveredPerSecond: number;
};

/** Items read and deliveries made a second, from point to point. */
export function throughputOf({ points }: ProgressCurve): readonly Throughput[] {
  return points.slice(1).map((point, index) => {
    const before = points[index] ?? point;
    const seconds = Math.max(1, point.second - before.second);
    return {
      second: point.second,
      readPerSecond: Math.max(0, point.itemsRead - before.itemsRead) / seconds,
      deliveredPerSecond: Math.max(0, point.delivered - before.delivered) / seconds,
    };
  });
}
