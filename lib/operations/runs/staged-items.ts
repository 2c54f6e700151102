import { hash } from 'node:crypto';
import type { OpenDelivery } from '#lib/db/deliveries.ts';
import { readEntry } from '#lib/packages/read-entry.ts';
import type { StagedObject, Staging } from '#lib/staging/port.ts';

/** Items' bytes, out of packages that stay open as long as they are needed. */
export type StagedItems = {
  /** @throws {Error} when the bytes are no longer those whose hash was taken at arrival. */
  read(item: OpenDelivery['item']): Promise<Buffer>;
  close(): Promise<void>;
};

export function openStagedItems(staging: Staging): StagedItems {
  const packages = new Map<string, Promise<StagedObject>>();

  function openPackage(key: string): Promise<StagedObject> {
    const known = packages.get(key);
    if (known !== undefined) return known;
    const opening = staging.open(key);
    packages.set(key, opening);
    opening.catch(() => packages.delete(key));
    return opening;
  }

  return {
    async read({ staged, sha256, sourceItemId }) {
      const bytes =
        staged.kind === 'object'
          ? await readWhole(staging, staged.stagingKey)
          : await readEntry(await openPackage(staged.stagingKey), staged.entry);
      if (hash('sha256', bytes) !== sha256) {
        throw new Error(`item ${sourceItemId}: the staged bytes differ from those that arrived`);
      }
      return bytes;
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
