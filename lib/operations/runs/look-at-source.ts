import {
  sortListing,
  type KnownPackage,
  type SortedListing,
} from '#lib/domain/packages/sort-listing.ts';
import type { Source } from '#lib/sources/port.ts';

export type LookAtSource = {
  /** As if nothing were still being written. */
  readonly listing: SortedListing;
  /** To be called a while later: what has changed since then is still being written. */
  readonly lookAgain: () => Promise<SortedListing>;
};

/** What lies at the source for an import. @throws {PortError} */
export async function lookAtSource(
  source: Pick<Source, 'listPackages'>,
  known: readonly KnownPackage[],
): Promise<LookAtSource> {
  const first = await source.listPackages();
  return {
    listing: sortListing({ first, second: first }, known),
    lookAgain: async () => sortListing({ first, second: await source.listPackages() }, known),
  };
}
