import { checkPackage } from '#lib/domain/packages/check-package.ts';
import type { PackageEntries } from '#lib/domain/packages/entry-location.ts';
import { PackageRefusedError, refuseEach } from '#lib/domain/packages/refusal.ts';
import { checkLocalHeader } from '#lib/packages/check-local-header.ts';
import { checkUnread } from '#lib/packages/check-unread.ts';
import { readDirectory } from '#lib/packages/read-directory.ts';
import { readManifest } from '#lib/packages/read-manifest.ts';
import type { StagedObject } from '#lib/staging/port.ts';

export type PackageContents = {
  readonly itemsInManifest: number;
  readonly items: PackageEntries;
  /** Neither items nor manifest: worth a line in the log, since the format knows no such files. */
  readonly otherFiles: readonly string[];
};

/** More names than anybody reads. */
const MOST_OTHER_FILES = 100;

/**
 * The items of a staged package, once it is proved complete against its manifest. Their bytes:
 * `readEntries`, or `readEntry` for one of them, now or later.
 * @throws {PackageRefusedError} with everything that is wrong with it
 * @throws {PortError} from the staging
 */
export async function listItems(staged: StagedObject): Promise<PackageContents> {
  const directory = await readDirectory(staged);
  const { items, manifests, otherFiles } = directory;
  const [manifest, ...furtherManifests] = manifests;
  if (manifest === undefined) {
    throw new PackageRefusedError(refuseEach('no-manifest', ['*.mf']));
  }
  if (furtherManifests.length > 0) {
    const names = [...manifests].map(({ name }) => name);
    throw new PackageRefusedError(refuseEach('several-manifests', names));
  }
  await checkLocalHeader(staged, manifest);
  for (const entries of [directory.directories, otherFiles]) await checkUnread(staged, entries);
  const check = checkPackage(directory.itemNames);
  await readManifest(staged, manifest, check.readLine);
  const { itemsInManifest, refusals } = check.finish();
  if (refusals.length > 0 || itemsInManifest === null) {
    throw new PackageRefusedError(refusals, { itemsInManifest });
  }
  const others = [...otherFiles.slice(0, MOST_OTHER_FILES)].map(({ name }) => name);
  return { itemsInManifest, items, otherFiles: others };
}
