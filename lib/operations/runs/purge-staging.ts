import { listHeldItemsToKeep, recordHeldBytes } from '#lib/db/items.ts';
import { forgetStagedPackage, listStagedPackages } from '#lib/db/packages.ts';
import type { RunForImport } from '#lib/db/runs.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { readEntry } from '#lib/packages/read-entry.ts';

/**
 * Clears a run's packages from the staging area (DESIGN 4). Items that are held are kept first, each
 * in an encrypted object of its own, until a person replays or releases them.
 */
export async function purgeStaging(services: ImportServices, run: RunForImport): Promise<void> {
  const { db, staging } = services;
  for (const { id, stagingKey } of await listStagedPackages(db, run.id)) {
    const staged = await staging.open(stagingKey);
    try {
      for (const item of await listHeldItemsToKeep(db, id)) {
        const heldKey = `held/${item.id}`;
        await staging.write(heldKey, [await readEntry(staged, item.entry)]);
        await recordHeldBytes(db, item.id, heldKey);
      }
    } finally {
      await staged.close();
    }
    await forgetStagedPackage(db, id);
    await staging.remove(stagingKey);
  }
}
