import type { ReadItem } from '#lib/db/items.ts';
import type { RunForImport } from '#lib/db/runs.ts';
import { holdReasonOf } from '#lib/domain/items/hold-reason.ts';
import { parseItem } from '#lib/domain/items/parse-item.ts';
import type { ParsedItem } from '#lib/domain/items/item.ts';
import {
  matchParticipants,
  toItemMatch,
  type MatchingRules,
  type ParticipantMatch,
} from '#lib/domain/matching/match-item.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { matchingRulesFor } from '#lib/operations/runs/matching-rules.ts';

/** What an item's bytes say, before anybody is looked up. */
export type RawItem = {
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Null when the file could be read neither as an e-mail nor as a message record. */
  readonly parsed: ParsedItem | null;
};

/** What was decided of an item; the same for an import, a replay and a rehearsal. */
type Decision = Pick<
  ReadItem,
  'sourceItemId' | 'sha256' | 'sizeBytes' | 'eventAt' | 'direction' | 'match' | 'holdReason'
> & {
  /** How `match` came about. */
  readonly people: readonly ParticipantMatch[];
};

/** What decides, of a run: a rehearsal has no other. */
export type DecidingRun = Pick<RunForImport, 'mappingVersionId'> & {
  readonly connector: Pick<RunForImport['connector'], 'automaticMapping' | 'largestItemBytes'>;
};

export function readRawItem(
  entryName: string,
  { bytes, sha256 }: { readonly bytes: Buffer; readonly sha256: string },
): RawItem {
  const result = parseItem(entryName, bytes);
  return {
    sha256,
    sizeBytes: bytes.length,
    parsed: result.ok ? result.item : null,
  };
}

/** Decides for a batch of items whose mailboxes they are for, and which of them are held. */
export async function decideItems<Raw extends RawItem>(
  services: Pick<ImportServices, 'db'>,
  run: DecidingRun,
  batch: { readonly mailboxes: MatchingRules['mailboxes']; readonly raw: readonly Raw[] },
): Promise<readonly (Omit<Raw, 'parsed'> & Decision)[]> {
  const rules = await matchingRulesFor(services, run, {
    mailboxes: batch.mailboxes,
    items: batch.raw.map(({ parsed }) => parsed),
  });
  return batch.raw.map((raw) => decide(raw, run, rules));
}

function decide<Raw extends RawItem>(
  raw: Raw,
  run: DecidingRun,
  rules: MatchingRules,
): Omit<Raw, 'parsed'> & Decision {
  const { parsed, ...fields } = raw;
  const people = parsed === null ? [] : matchParticipants(parsed, rules);
  const match = toItemMatch(people);
  return {
    ...fields,
    sourceItemId: parsed?.sourceItemId ?? raw.sha256,
    eventAt: parsed?.eventAt ?? null,
    direction: parsed?.direction ?? null,
    people,
    match,
    holdReason: holdReasonOf({
      parsed,
      sizeBytes: raw.sizeBytes,
      mailboxCount: match.mailboxes.length,
      largestItemBytes: run.connector.largestItemBytes,
    }),
  };
}
