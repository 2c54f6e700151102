import { createHash } from 'node:crypto';
import type { ReadItem } from '#lib/db/items.ts';
import { listMappingRows } from '#lib/db/mapping-rows.ts';
import type { RunForImport } from '#lib/db/runs.ts';
import { parseEml } from '#lib/domain/items/parse-eml.ts';
import type { ParsedItem } from '#lib/domain/items/item.ts';
import { matchItem, type ItemMatch, type MatchingRules } from '#lib/domain/matching/match-item.ts';
import type { PackageEntry } from '#lib/domain/packages/entry-location.ts';
import type { HoldReason } from '#lib/domain/runs/delivery-state.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { waitForPort } from '#lib/operations/runs/wait-for-port.ts';
import { listItems } from '#lib/packages/list-items.ts';
import { readEntry } from '#lib/packages/read-entry.ts';
import type { StagedObject } from '#lib/staging/port.ts';

const ITEMS_PER_BATCH = 200;

type ReadItems = {
  readonly run: RunForImport;
  readonly stagingKey: string;
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
  { run, stagingKey, signal }: ReadItems,
): AsyncGenerator<ItemBatch> {
  const waiting = { runId: run.id, connectorId: run.connector.id, port: 'destination' } as const;
  const mailboxes = await waitForPort(services, waiting, () => services.mailboxesOf(run));
  const staged = await services.staging.open(stagingKey);
  try {
    const { itemsInManifest, items } = await listItems(staged);
    for (let start = 0; start < items.length; start += ITEMS_PER_BATCH) {
      signal.throwIfAborted();
      const raw: RawItem[] = [];
      for (const item of items.slice(start, start + ITEMS_PER_BATCH)) {
        raw.push(await readRaw(staged, item));
      }
      const rules = await rulesFor(services, run, { mailboxes, raw });
      yield { itemsInManifest, items: raw.map((item) => decide(item, run, rules)) };
    }
  } finally {
    await staged.close();
  }
}

type RawItem = {
  readonly entryName: string;
  readonly entry: ReadItem['entry'];
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Null when the file could not be read as an e-mail. */
  readonly parsed: ParsedItem | null;
};

async function readRaw(staged: StagedObject, item: PackageEntry): Promise<RawItem> {
  const bytes = await readEntry(staged, item.location);
  const result = await parseEml(bytes);
  return {
    entryName: item.name,
    entry: item.location,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sizeBytes: bytes.length,
    parsed: result.ok ? result.item : null,
  };
}

/** The mapping rows of the numbers in this batch only: a mapping file may have a million. */
async function rulesFor(
  { db }: ImportServices,
  run: RunForImport,
  batch: { readonly mailboxes: MatchingRules['mailboxes']; readonly raw: readonly RawItem[] },
): Promise<MatchingRules> {
  const { mailboxes, raw } = batch;
  const isAutomatic = run.connector.automaticMapping;
  if (run.mappingVersionId === null) return { mapping: null, isAutomatic, mailboxes };

  const numbers = raw.flatMap(({ parsed }) =>
    (parsed?.participants ?? []).flatMap(({ mobileNumber }) => mobileNumber ?? []),
  );
  const rowsByNumber = await listMappingRows(db, run.mappingVersionId, numbers);
  return { mapping: { versionId: run.mappingVersionId, rowsByNumber }, isAutomatic, mailboxes };
}

function decide(raw: RawItem, run: RunForImport, rules: MatchingRules): ReadItem {
  const { parsed, ...fields } = raw;
  const match = parsed === null ? { mailboxes: [], unmatched: [] } : matchItem(parsed, rules);
  return {
    ...fields,
    sourceItemId: parsed?.sourceItemId ?? raw.sha256,
    eventAt: parsed?.eventAt ?? null,
    direction: parsed?.direction ?? null,
    match,
    holdReason: holdReasonOf(raw, match, run.connector.largestItemBytes),
  };
}

/** DESIGN 3.4 and 3.5: the item, or one of its attachments, above the limit is held. */
function holdReasonOf(raw: RawItem, match: ItemMatch, largestItemBytes: number): HoldReason | null {
  if (raw.parsed === null) return 'unreadable';
  if (match.mailboxes.length === 0) return 'unmapped';
  const largest = Math.max(raw.sizeBytes, raw.parsed.largestAttachmentBytes);
  return largest > largestItemBytes ? 'too-large' : null;
}
