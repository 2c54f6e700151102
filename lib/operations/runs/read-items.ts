import type { ReadItem } from '#lib/db/items.ts';
import type { RunForImport } from '#lib/db/runs.ts';
import { decideItems, readRawItem, type RawItem } from '#lib/operations/runs/decide-items.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { waitForPort } from '#lib/operations/runs/wait-for-port.ts';
import { listItems } from '#lib/packages/list-items.ts';
import { readEntries, type ReadEntry } from '#lib/packages/read-entries.ts';

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
 * checked as a whole before the first batch. A batch is read while the one before it is dealt with.
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
    yield { itemsInManifest, items: [] };
    for await (const raw of ahead(readRawItems(readEntries(staged, items.slice(skip))))) {
      signal.throwIfAborted();
      yield { itemsInManifest, items: await decideItems(services, run, { mailboxes, raw }) };
    }
  } finally {
    await staged.close();
  }
}

type RawEntry = RawItem & Pick<ReadItem, 'entryName' | 'entry'>;

async function* readRawItems(
  batches: AsyncIterable<readonly ReadEntry[]>,
): AsyncGenerator<readonly RawEntry[]> {
  for await (const batch of batches) {
    const raw: RawEntry[] = [];
    for (const { entry, bytes, sha256 } of batch) {
      const item = readRawItem(entry.name, { bytes, sha256 });
      raw.push({ entryName: entry.name, entry: entry.location, ...item });
    }
    yield raw;
  }
}

/** Asks for the next while the one before it is used. */
async function* ahead<Value>(values: AsyncGenerator<Value>): AsyncGenerator<Value> {
  let next = values.next();
  try {
    for (;;) {
      const result = await next;
      if (result.done === true) return;
      next = values.next();
      // Awaited in the next round; when whoever uses the values stops, nobody will.
      next.catch(() => undefined);
      yield result.value;
    }
  } finally {
    await next.catch(() => undefined);
    await values.return(undefined);
  }
}
