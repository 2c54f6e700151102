import { hash } from 'node:crypto';
import type { OpenDelivery } from '#lib/db/deliveries.ts';
import type { StagedPackages } from '#lib/operations/runs/staged-packages.ts';
import { readEntriesAt } from '#lib/packages/read-entries-at.ts';
import type { StagedObject, Staging } from '#lib/staging/port.ts';

type Item = OpenDelivery['item'];

/** Items' bytes, out of packages that stay open as long as they are needed. */
export type StagedItems = {
  /**
   * The bytes of each item, in their order.
   * @throws {Error} when some are no longer those whose hash was taken at arrival.
   */
  read(items: readonly Item[]): Promise<readonly Buffer[]>;
  close(): Promise<void>;
};

export function openStagedItems(staging: Staging, stagedPackages: StagedPackages): StagedItems {
  const packages = new Map<string, Promise<StagedObject>>();

  function openPackage(stagingKey: string): Promise<StagedObject> {
    const known = packages.get(stagingKey);
    if (known !== undefined) return known;
    const opening = stagedPackages.open(stagingKey);
    packages.set(stagingKey, opening);
    opening.catch(() => packages.delete(stagingKey));
    return opening;
  }

  async function readFromPackages(items: readonly Item[]): Promise<ReadonlyMap<Item, Buffer>> {
    const found = new Map<Item, Buffer>();
    const inPackages = items.flatMap((item) =>
      item.staged.kind === 'entry' ? [{ item, ...item.staged }] : [],
    );
    for (const [stagingKey, wanted] of Map.groupBy(inPackages, (it) => it.stagingKey)) {
      const locations = wanted.map(({ entry }) => entry);
      const bytes = await readEntriesAt(await openPackage(stagingKey), locations);
      for (const [index, { item }] of wanted.entries()) {
        const read = bytes[index];
        if (read !== undefined) found.set(item, read);
      }
    }
    return found;
  }

  return {
    async read(items) {
      const found = await readFromPackages(items);
      const inOrder: Buffer[] = [];
      for (const item of items) {
        const bytes = found.get(item) ?? (await readWhole(staging, item.staged.stagingKey));
        if (hash('sha256', bytes) !== item.sha256) {
          throw new Error(
            `item ${item.sourceItemId}: the staged bytes differ from those that came`,
          );
        }
        inOrder.push(bytes);
      }
      return inOrder;
    },
    async close() {
      const opened = await Promise.allSettled(packages.values());
      packages.clear();
      for (const result of opened) if (result.status === 'fulfilled') await result.value.close();
    },
  };
}

async function readWhole(staging: Staging, key: string): Promise<Buffer> {
  const staged = await staging.open(key);
  try {
    return await staged.read(0, staged.sizeBytes);
  } finally {
    await staged.close();
  }
}
