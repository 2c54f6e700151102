import type { ReadItem } from '#lib/db/items.ts';
import type { RunForImport } from '#lib/db/runs.ts';
import type { PackageEntry } from '#lib/domain/packages/entry-location.ts';
import { decideItems, readRawItem, type RawItem } from '#lib/operations/runs/decide-items.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { waitForPort } from '#lib/operations/runs/wait-for-port.ts';
import { listItems } from '#lib/packages/list-items.ts';
import { readEntry } from '#lib/packages/read-entry.ts';
import type { StagedObject } from '#lib/staging/port.ts';

const ITEMS_PER_BATCH = 200;

type ReadItems = {
  readonly run: RunForImport;
  readonly stagingKey: string;
  /** How many of its items have been read before. */
  readonly skip: number;
  readonly signal: AbortSignal;
};

export type ItemBatch = { readonly itemsInManifest: number; readonly items: readonly ReadItem[] };

/**
 * The items of a staged package, batch by batch, each with the mailboxes it is for. The package is
 * checked as a whole before the first batch.
 * @throws {PackageRefusedError} with every reason.
 */
export async function* readItems(
  services: ImportServices,
  { run, stagingKey, skip, signal }: ReadItems,
): AsyncGenerator<ItemBatch> {
  const waiting = { runId: run.id, connectorId: run.connector.id, port: 'destination' } as const;
  const mailboxes = await waitForPort(services, waiting, () => services.mailboxesOf(run));
  const staged = await services.staging.open(stagingKey);
  try {
    const { itemsInManifest, items } = await listItems(staged);
    for (let start = skip; start < items.length; start += ITEMS_PER_BATCH) {
      signal.throwIfAborted();
      const raw: RawEntry[] = [];
      for (const item of items.slice(start, start + ITEMS_PER_BATCH)) {
        raw.push(await readRaw(staged, item));
      }
      yield { itemsInManifest, items: await decideItems(services, run, { mailboxes, raw }) };
    }
  } finally {
    await staged.close();
  }
}

type RawEntry = RawItem & Pick<ReadItem, 'entryName' | 'entry'>;

async function readRaw(staged: StagedObject, item: PackageEntry): Promise<RawEntry> {
  const bytes = await readEntry(staged, item.location);
  return { entryName: item.name, entry: item.location, ...(await readRawItem(item.name, bytes)) };
}
