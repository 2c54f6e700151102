import { checkPackage, sortEntries } from '#lib/domain/packages/check-package.ts';
import type { PackageEntry } from '#lib/domain/packages/entry-location.ts';
import { parseManifest } from '#lib/domain/packages/manifest.ts';
import { PackageRefusedError, refuseEach } from '#lib/domain/packages/refusal.ts';
import { readDirectory } from '#lib/packages/read-directory.ts';
import { readEntry } from '#lib/packages/read-entry.ts';
import type { StagedObject } from '#lib/staging/port.ts';

export type PackageContents = {
  readonly itemsInManifest: number;
  readonly items: readonly PackageEntry[];
  /** Neither items nor manifest: worth a line in the log, since the format knows no such files. */
  readonly otherFiles: readonly string[];
};

/**
 * The items of a staged package, once it is proved complete against its manifest. Their bytes:
 * `readEntry(staged, item.location)`, now or later.
 * @throws {PackageRefusedError} with everything that is wrong with it
 * @throws {PortError} from the staging
 */
export async function listItems(staged: StagedObject): Promise<PackageContents> {
  const { items, manifests, otherFiles } = sortEntries(await readDirectory(staged));
  const [manifestEntry, ...furtherManifests] = manifests;
  if (manifestEntry === undefined) {
    throw new PackageRefusedError(refuseEach('no-manifest', ['*.mf']));
  }
  if (furtherManifests.length > 0) {
    const names = manifests.map(({ name }) => name);
    throw new PackageRefusedError(refuseEach('several-manifests', names));
  }
  const text = (await readEntry(staged, manifestEntry.location)).toString('utf8');
  const manifest = parseManifest(text);
  const refusals = checkPackage(manifest, items);
  if (refusals.length > 0 || manifest.count === null) {
    throw new PackageRefusedError(refusals, { itemsInManifest: manifest.count });
  }
  return {
    itemsInManifest: manifest.count,
    items,
    otherFiles: otherFiles.map(({ name }) => name),
  };
}
