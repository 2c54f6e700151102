import { z } from 'zod';

/** So many points draw a chart and measure a rate, however long the run. */
const MOST_POINTS = 90;

/** Where a run stood: seconds since it began to fetch, items read, deliveries made. */
const progressPointSchema = z.object({
  second: z.int(),
  itemsRead: z.int(),
  delivered: z.int(),
});
export type ProgressPoint = z.infer<typeof progressPointSchema>;

/** How a run went, in points of equal distance; the last one is the newest. */
export const progressCurveSchema = z.object({
  /** Distance of two points, doubled whenever there are too many. */
  everySeconds: z.int().min(1),
  points: z.array(progressPointSchema),
});
export type ProgressCurve = z.infer<typeof progressCurveSchema>;

export const emptyCurve: ProgressCurve = { everySeconds: 1, points: [] };

/** The curve with where the run stands now; of each interval the last point stays. */
export function addPoint(curve: ProgressCurve, point: ProgressPoint): ProgressCurve {
  const interval = Math.floor(point.second / curve.everySeconds);
  const earlier = curve.points.filter(
    ({ second }) => second <= point.second && Math.floor(second / curve.everySeconds) < interval,
  );
  return thinned({ everySeconds: curve.everySeconds, points: [...earlier, point] });
}

function thinned(curve: ProgressCurve): ProgressCurve {
  if (curve.points.length <= MOST_POINTS) return curve;
  const everySeconds = curve.everySeconds * 2;
  const lastOfEach = new Map(
    curve.points.map((point) => [Math.floor(point.second / everySeconds), point]),
  );
  return thinned({ everySeconds, points: [...lastOfEach.values()] });
}

export type Measure = 'itemsRead' | 'delivered';

/** Rates are of the last third of a stage, and of this long at least: neither luck nor long past. */
const SHARE_MEASURED = 1 / 3;
const SHORTEST_SECONDS = 5;

/**
 * How many a second there were lately, in a stage that began at `from` seconds; null when it is too
 * early to say, or nothing came.
 */
export function rateSince(
  curve: ProgressCurve,
  measure: Measure,
  { from, now }: { readonly from: number; readonly now: number },
): number | null {
  const newest = curve.points.at(-1);
  if (newest === undefined || now <= from) return null;
  // The newest point is a moment old; where none was added for longer, nothing has come meanwhile.
  const isFresh = now - newest.second <= 2 * curve.everySeconds && newest.second > from;
  const until = isFresh ? newest.second : now;
  const window = Math.max(SHORTEST_SECONDS, (until - from) * SHARE_MEASURED);
  const since = Math.max(from, until - window);
  const rate = (newest[measure] - valueAt(curve, measure, since)) / (until - since);
  return rate > 0 ? rate : null;
}

/** The measure at that second, on the line between the points beside it. */
function valueAt(curve: ProgressCurve, measure: Measure, second: number): number {
  const earlier = curve.points.findLast((point) => point.second <= second);
  const later = curve.points.find((point) => point.second > second);
  const start = earlier ?? { second: 0, itemsRead: 0, delivered: 0 };
  if (later === undefined) return start[measure];
  const share = (second - start.second) / (later.second - start.second);
  return start[measure] + share * (later[measure] - start[measure]);
}
