import type { RunForImport } from '#lib/db/runs.ts';
import type { ParsedItem } from '#lib/domain/items/item.ts';
import type { MatchingRules } from '#lib/domain/matching/match-item.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { mappingLookupOf } from '#lib/operations/runs/mapping-lookup.ts';

type RunToMatch = Pick<RunForImport, 'mappingVersionId'> & {
  readonly connector: Pick<RunForImport['connector'], 'automaticMapping'>;
};

type BatchToMatch = {
  readonly mailboxes: MatchingRules['mailboxes'];
  /** The batch's items; null where one could not be read. */
  readonly items: readonly (Pick<ParsedItem, 'participants'> | null)[];
};

/** The mapping rows of the numbers in this batch only: a mapping file may have a million. */
export async function matchingRulesFor(
  { db }: Pick<ImportServices, 'db'>,
  run: RunToMatch,
  { mailboxes, items }: BatchToMatch,
): Promise<MatchingRules> {
  const isAutomatic = run.connector.automaticMapping;
  if (run.mappingVersionId === null) return { mapping: null, isAutomatic, mailboxes };

  const numbers = items.flatMap((item) =>
    (item?.participants ?? []).flatMap(({ mobileNumber }) => mobileNumber ?? []),
  );
  const lookUp = await mappingLookupOf(db, run.mappingVersionId);
  const mapping = await lookUp(numbers);
  return { mapping, isAutomatic, mailboxes };
}
