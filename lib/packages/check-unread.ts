import type { PackageEntry } from '#lib/domain/packages/entry-location.ts';
import { checkLocalHeader, findData, isExtentPossible } from '#lib/packages/check-local-header.ts';
import { isLarge } from '#lib/packages/read-entry.ts';
import { openWindow, readExtent } from '#lib/packages/read-window.ts';
import type { StagedObject } from '#lib/staging/port.ts';

/**
 * Checks that entries which nobody is going to read are what the directory says, so that none of them
 * hides an item which a reader that goes from header to header would find. Their data is left alone.
 * @param entries in the order in which they lie in the package
 * @throws {PackageRefusedError} `entry-ambiguous`, `entries-overlap`, `package-damaged`
 * @throws {PortError} from the staging
 */
export async function checkUnread(
  staged: StagedObject,
  entries: Iterable<PackageEntry>,
): Promise<void> {
  const window = openWindow(staged);
  for (const entry of entries) {
    const isSmall = !isLarge(entry.location) && isExtentPossible(entry);
    if (isSmall) findData(await readExtent(window, entry), entry);
    else await checkLocalHeader(staged, entry);
  }
}
