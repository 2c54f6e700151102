/** Fewer weeks do not say what is usual. */
const FEWEST_WEEKS = 3;

/**
 * The median of the same weekday over the last weeks: one holiday or one flood among six changes
 * nothing. Null while too little is known.
 */
export function usualItems(weeks: readonly number[]): number | null {
  if (weeks.length < FEWEST_WEEKS) return null;
  const sorted = weeks.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
