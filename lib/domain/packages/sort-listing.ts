import { describeArrival, type PackageNote } from '#lib/domain/packages/package-note.ts';
import { parsePackageName } from '#lib/domain/packages/package-name.ts';
import { findPartGaps, type DayGap } from '#lib/domain/packages/part-gaps.ts';
import { isSameFile, type RemotePackage } from '#lib/domain/packages/remote-package.ts';

export type KnownPackage = RemotePackage & { readonly isTaken: boolean };

export type SortedListing = {
  readonly toFetch: readonly (RemotePackage & { readonly notes: readonly PackageNote[] })[];
  /** Uploads under way: another size or time from one look to the next. */
  readonly growing: readonly string[];
  /** Of the days that are recent enough to hope for. */
  readonly gaps: readonly DayGap[];
};

/** A gap that is older is told by the runs that saw it, and no more by each new one. */
const GAP_DAYS = 31;

/**
 * What a run does with what lies at the source (DESIGN 3.1).
 * @param looks two listings, a while apart
 * @param known everything the connector has found in earlier runs
 */
export function sortListing(
  looks: { readonly first: readonly RemotePackage[]; readonly second: readonly RemotePackage[] },
  known: readonly KnownPackage[],
): SortedListing {
  const taken = known.filter(({ isTaken }) => isTaken);
  const takenByName = Map.groupBy(taken, ({ name }) => name);
  const firstByName = new Map(looks.first.map((found) => [found.name, found]));
  const isNew = (found: RemotePackage) =>
    takenByName.get(found.name)?.some((other) => isSameFile(other, found)) !== true;
  const isSettled = (found: RemotePackage) => {
    const before = firstByName.get(found.name);
    return before !== undefined && isSameFile(before, found);
  };

  const notesOf = describeArrival(takenByName.keys());
  const fresh = looks.second.filter(isNew);
  const names = [...known, ...looks.second].map(({ name }) => name);
  return {
    toFetch: fresh.filter(isSettled).map((found) => ({ ...found, notes: notesOf(found) })),
    growing: fresh.filter((found) => !isSettled(found)).map(({ name }) => name),
    gaps: keepRecent(findPartGaps(names), names),
  };
}

function keepRecent(gaps: readonly DayGap[], names: readonly string[]): readonly DayGap[] {
  const days = names.flatMap((name) => parsePackageName(name)?.day ?? []);
  const newest = days.reduce((latest, day) => (day > latest ? day : latest), '1970-01-01');
  const oldestMs = Date.parse(newest) - GAP_DAYS * 24 * 3600_000;
  return gaps.filter(({ day }) => Date.parse(day) >= oldestMs);
}
