import type { ReadItem } from '#lib/db/items.ts';
import type { RunForImport } from '#lib/db/runs.ts';
import type { MailboxIndex } from '#lib/domain/matching/mailbox-index.ts';
import type { ParticipantMatch } from '#lib/domain/matching/match-item.ts';
import {
  decideItems,
  readRawItem,
  type DecidingRun,
  type RawItem,
} from '#lib/operations/runs/decide-items.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { waitForPort } from '#lib/operations/runs/wait-for-port.ts';
import { listItems } from '#lib/packages/list-items.ts';
import { readEntries, type ReadEntry } from '#lib/packages/read-entries.ts';
import type { StagedObject } from '#lib/staging/port.ts';

type ReadItems = {
  readonly run: RunForImport;
  readonly stagingKey: string;
  /** How many of its items have been read before. */
  readonly skip: number;
  readonly signal: AbortSignal;
};

/** The first of a package has no items, and says how many there are. */
export type ItemBatch = {
  readonly itemsInManifest: number;
  readonly items: readonly (ReadItem & { readonly people: readonly ParticipantMatch[] })[];
};

/**
 * The items of a staged package, as `readPackageItems`.
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
    yield* readPackageItems(services, { run, staged, mailboxes, skip, signal });
  } finally {
    await staged.close();
  }
}

type ReadPackageItems = Pick<ReadItems, 'skip' | 'signal'> & {
  readonly run: DecidingRun;
  /** The package, wherever it lies. */
  readonly staged: StagedObject;
  readonly mailboxes: MailboxIndex;
};

/**
 * The items of a package, batch by batch, each with the mailboxes it is for. The package is checked as
 * a whole before the first batch. A batch is read while the one before it is dealt with.
 * @throws {PackageRefusedError} with every reason.
 */
export async function* readPackageItems(
  services: Pick<ImportServices, 'db'>,
  { run, staged, mailboxes, skip, signal }: ReadPackageItems,
): AsyncGenerator<ItemBatch> {
  const { itemsInManifest, items } = await listItems(staged);
  yield { itemsInManifest, items: [] };
  for await (const raw of ahead(readRawItems(readEntries(staged, items.slice(skip))))) {
    signal.throwIfAborted();
    yield { itemsInManifest, items: await decideItems(services, run, { mailboxes, raw }) };
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
