import type { Database, Transaction } from '#lib/db/client.ts';
import { listHeldNumbers } from '#lib/db/mapping-versions.ts';
import { bytesOfMappingPages } from '#lib/db/mapping-pages.ts';
import {
  compareMappingPages,
  type MappingChange,
} from '#lib/domain/mapping-file/compare-mapping-pages.ts';

const SHOWN_OF_EACH_KIND = 50;

export type MappingComparison = {
  readonly counts: {
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
    readonly unchanged: number;
  };
  /** The first of each kind. */
  readonly shown: readonly MappingChange[];
  /** Held items of people whose numbers are added or changed: worth a replay. */
  readonly heldItems: number;
};

type Compare = {
  readonly fromVersionId: string;
  /** Null: no file at all. */
  readonly toVersionId: string | null;
  /** Whose held items are looked at; null: none. */
  readonly connectorId: string | null;
};

/** What the later of two versions changes, and which held items that may help. */
export async function compareMappingVersions(
  db: Database | Transaction,
  { fromVersionId, toVersionId, connectorId }: Compare,
): Promise<MappingComparison> {
  const held = connectorId === null ? [] : await listHeldNumbers(db, connectorId);
  const heldNumbers = new Set(held.map(({ mobileNumber }) => mobileNumber));
  const helped = new Set<string>();
  const counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  const shown: MappingChange[] = [];

  const changes = compareMappingPages(
    bytesOfMappingPages(db, fromVersionId),
    bytesOfMappingPages(db, toVersionId),
  );
  for (let next = await changes.next(); ; next = await changes.next()) {
    if (next.done === true) {
      counts.unchanged = next.value;
      break;
    }
    const change = next.value;
    counts[change.kind] += 1;
    if (counts[change.kind] <= SHOWN_OF_EACH_KIND) shown.push(change);
    if (change.kind !== 'removed' && heldNumbers.has(change.mobileNumber)) {
      helped.add(change.mobileNumber);
    }
  }
  const items = new Set(
    held.filter(({ mobileNumber }) => helped.has(mobileNumber)).map(({ itemId }) => itemId),
  );
  return { counts, shown, heldItems: items.size };
}
