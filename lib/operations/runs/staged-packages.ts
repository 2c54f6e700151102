import { cacheBlocks, createBlockCache } from '#lib/packages/cache-blocks.ts';
import type { StagedObject, Staging } from '#lib/staging/port.ts';

/** The staged packages that this process reads from, each open once however many shards need it. */
export type StagedPackages = {
  open(stagingKey: string): Promise<StagedObject>;
};

type Shared = { readonly object: Promise<StagedObject>; users: number };

/** What was read last stays in memory: shards that deliver side by side need the same parts of a day. */
const KEPT_BYTES = 48 * 1024 * 1024;

export function shareStagedPackages(staging: Staging): StagedPackages {
  const cache = createBlockCache(KEPT_BYTES);
  const shared = new Map<string, Shared>();

  async function release(stagingKey: string, entry: Shared): Promise<void> {
    entry.users -= 1;
    if (entry.users > 0) return;
    if (shared.get(stagingKey) === entry) shared.delete(stagingKey);
    await (await entry.object).close();
  }

  return {
    async open(stagingKey) {
      const entry: Shared = shared.get(stagingKey) ?? {
        object: staging.open(stagingKey).then((object) => cacheBlocks(object, cache)),
        users: 0,
      };
      shared.set(stagingKey, entry);
      entry.users += 1;
      try {
        const object = await entry.object;
        return { ...object, close: () => release(stagingKey, entry) };
      } catch (error) {
        if (shared.get(stagingKey) === entry) shared.delete(stagingKey);
        throw error;
      }
    },
  };
}
