import { parsePackageName } from '#lib/domain/packages/package-name.ts';

/** Parts `from` to `to`, both included. */
export type PartRange = { readonly from: number; readonly to: number };

export type DayGap = {
  /** As `2026-11-03`. */
  readonly day: string;
  readonly missing: readonly PartRange[];
};

/**
 * The part numbers that are missing below the highest of each day, oldest day first: parts count up
 * from 1 (FACTS 3.2). Missing after the highest cannot be seen. Ranges, because a name may bear any
 * number of nine digits.
 * @param names of everything ever seen at the source, in any order, several of one part allowed
 */
export function findPartGaps(names: Iterable<string>): readonly DayGap[] {
  const parsed = [...names].map(parsePackageName).filter((name) => name !== null);
  return [...Map.groupBy(parsed, ({ day }) => day)]
    .map(([day, packages]) => ({ day, missing: findMissing(packages.map(({ part }) => part)) }))
    .filter(({ missing }) => missing.length > 0)
    .toSorted((left, right) => (left.day < right.day ? -1 : 1));
}

function findMissing(parts: readonly number[]): readonly PartRange[] {
  const missing: PartRange[] = [];
  let expected = 1;
  for (const part of [...new Set(parts)].toSorted((left, right) => left - right)) {
    if (part > expected) missing.push({ from: expected, to: part - 1 });
    expected = part + 1;
  }
  return missing;
}
