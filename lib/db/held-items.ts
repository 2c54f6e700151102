import { Prisma } from '#lib/db/generated/client.ts';
import type { Transaction } from '#lib/db/client.ts';
import type { HeldItemFilter } from '#lib/domain/held-items/held-item-search.ts';
import { personSpellings } from '#lib/domain/held-items/person-spellings.ts';
import { ACTIVE_RUN_STATES } from '#lib/domain/runs/run-state.ts';

const DAY_MS = 24 * 3600 * 1000;

/** Held items: all that a filter lets through, or those with the ids. */
export type HeldItemSelection =
  { readonly filter: HeldItemFilter; readonly now: Date } | { readonly itemIds: readonly string[] };

/** A held delivery that was neither replayed nor released; it always has a reason, and by that an index. */
export const isHeldNow = Prisma.sql`held.item_id = items.id AND held.state = 'held'
  AND held.reason IS NOT NULL AND held.resolved_at IS NULL`;

export const isBeingReplayed = Prisma.sql`EXISTS (
  SELECT FROM replay_items JOIN runs AS replay ON replay.id = replay_items.run_id
  WHERE replay_items.item_id = items.id AND replay_items.read_at IS NULL
    AND replay.state IN (${Prisma.join([...ACTIVE_RUN_STATES])}))`;

/** For a `WHERE` over items, packages and runs (the one that first read the item). */
export function selects(selection: HeldItemSelection): Prisma.Sql {
  if ('itemIds' in selection) {
    const ids = Prisma.sql`items.id = ANY(${[...selection.itemIds]}::uuid[])`;
    return Prisma.sql`${ids} AND EXISTS (SELECT FROM deliveries AS held WHERE ${isHeldNow})`;
  }
  const { filter, now } = selection;
  const { reason, connector, person, age, text } = filter;
  const hasReason = reason === '' ? Prisma.empty : Prisma.sql`AND held.reason = ${reason}`;
  const conditions = [
    Prisma.sql`EXISTS (SELECT FROM deliveries AS held WHERE ${isHeldNow} ${hasReason})`,
    ...(connector === '' ? [] : [Prisma.sql`items.connector_id = ${connector}::uuid`]),
    ...(age === ''
      ? []
      : [Prisma.sql`runs.created_at <= ${new Date(now.getTime() - Number(age) * DAY_MS)}`]),
    ...(person === '' ? [] : [isOfPerson(person)]),
    ...(text === '' ? [] : [contains(text)]),
  ];
  return Prisma.join(conditions, ' AND ');
}

function isOfPerson(person: string): Prisma.Sql {
  const { mobileNumber, emailAddress } = personSpellings(person);
  return Prisma.sql`(
    items.unmatched @> ${JSON.stringify([{ mobileNumber }])}::jsonb
    OR items.unmatched @> ${JSON.stringify([{ emailAddress }])}::jsonb
    OR EXISTS (SELECT FROM deliveries AS held WHERE ${isHeldNow} AND lower(held.mailbox) = ${emailAddress}))`;
}

function contains(text: string): Prisma.Sql {
  // `LIKE` has wildcards of its own, which stand for themselves here.
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return Prisma.sql`(
    items.source_item_id ILIKE ${pattern} OR items.entry_name ILIKE ${pattern}
    OR packages.name ILIKE ${pattern}
    OR EXISTS (SELECT FROM jsonb_array_elements(items.unmatched) AS person
      WHERE person->>'mobileNumber' ILIKE ${pattern} OR person->>'emailAddress' ILIKE ${pattern})
    OR EXISTS (SELECT FROM deliveries AS held WHERE ${isHeldNow} AND held.mailbox ILIKE ${pattern}))`;
}

export const itemsWithPlace = Prisma.sql`items
  JOIN packages ON packages.id = items.package_id
  JOIN runs ON runs.id = items.run_id`;

/** Connectors that hold any of the items. */
export async function listHoldingConnectors(db: Transaction, selection: HeldItemSelection) {
  return db.$queryRaw<{ readonly id: string; readonly name: string; readonly state: string }[]>`
    SELECT connectors.id::text, connectors.name, connectors.state FROM connectors
    WHERE EXISTS (
      SELECT FROM ${itemsWithPlace}
      WHERE items.connector_id = connectors.id AND ${selects(selection)})
    ORDER BY lower(connectors.name), connectors.id`;
}

/**
 * Keeps the items from being replayed or released by somebody else until the transaction ends. A
 * statement of its own: what comes next sees what others did before.
 */
export async function lockHeldItems(
  transaction: Transaction,
  selection: HeldItemSelection,
): Promise<void> {
  await transaction.$executeRaw`
    SELECT items.id FROM ${itemsWithPlace} WHERE ${selects(selection)}
    ORDER BY items.id FOR UPDATE OF items`;
}

/** Gives a replay run its items. @returns how many */
export async function insertReplayItems(
  transaction: Transaction,
  run: { readonly id: string; readonly connectorId: string },
  selection: HeldItemSelection,
): Promise<number> {
  const count = await transaction.$executeRaw`
    INSERT INTO replay_items (run_id, item_id)
    SELECT ${run.id}::uuid, items.id FROM ${itemsWithPlace}
    WHERE items.connector_id = ${run.connectorId}::uuid AND ${selects(selection)}`;
  await transaction.run.update({
    where: { id: run.id },
    data: { itemsInManifests: count },
    select: { id: true },
  });
  return count;
}

/** Of the items, those that a replay in progress will decide on. */
export async function countBeingReplayed(
  transaction: Transaction,
  itemIds: readonly string[],
): Promise<number> {
  const [row] = await transaction.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM items
    WHERE items.id = ANY(${[...itemIds]}::uuid[]) AND ${isBeingReplayed}`;
  return row?.total ?? 0;
}
