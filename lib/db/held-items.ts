import { Prisma } from '#lib/db/generated/client.ts';
import type { Transaction } from '#lib/db/client.ts';
import type { HeldItemFilter } from '#lib/domain/held-items/held-item-search.ts';
import { personSpellings } from '#lib/domain/held-items/person-spellings.ts';
import { HOLD_REASONS } from '#lib/domain/runs/delivery-state.ts';
import { ACTIVE_RUN_STATES } from '#lib/domain/runs/run-state.ts';

const DAY_MS = 24 * 3600 * 1000;

/** Held items: all that a filter lets through, or those with the ids. */
export type HeldItemSelection =
  { readonly filter: HeldItemFilter; readonly now: Date } | { readonly itemIds: readonly string[] };

/** A held delivery that was neither replayed nor released; it always has a reason, and by that an index. */
const heldDelivery = Prisma.sql`held.state = 'held'
  AND held.reason IS NOT NULL AND held.resolved_at IS NULL`;

export const isHeldNow = Prisma.sql`held.item_id = items.id AND ${heldDelivery}`;

export const isBeingReplayed = Prisma.sql`EXISTS (
  SELECT FROM replay_items JOIN runs AS replay ON replay.id = replay_items.run_id
  WHERE replay_items.item_id = items.id AND replay_items.read_at IS NULL
    AND replay.state IN (${Prisma.join([...ACTIVE_RUN_STATES])}))`;

/** For a `WHERE` over items, packages and runs (the one that first read the item). */
function selects(selection: HeldItemSelection): Prisma.Sql {
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
    ...(age === '' ? [] : [Prisma.sql`items.id <= ${lastIdBefore(age, now)}::uuid`]),
    ...(person === '' ? [] : [isOfPerson(person)]),
    ...(text === '' ? [] : [contains(text)]),
  ];
  return Prisma.join(conditions, ' AND ');
}

/** Items have UUIDs of version 7 (RFC 9562, 5.7), which begin with the milliseconds of when they were read. */
function lastIdBefore(age: string, now: Date): string {
  const time = (now.getTime() - Number(age) * DAY_MS).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7fff-bfff-ffffffffffff`;
}

/** Each way to find a person has an index of its own; the array has them found before anything else. */
function isOfPerson(person: string): Prisma.Sql {
  const { mobileNumber, emailAddress } = personSpellings(person);
  return Prisma.sql`items.id = ANY(ARRAY(
    SELECT id FROM items WHERE unmatched @> ${JSON.stringify([{ mobileNumber }])}::jsonb
    UNION SELECT id FROM items WHERE unmatched @> ${JSON.stringify([{ emailAddress }])}::jsonb
    UNION SELECT held.item_id FROM deliveries AS held
      WHERE ${heldDelivery} AND lower(held.mailbox) = ${emailAddress}))`;
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

const itemsWithPlace = Prisma.sql`items
  JOIN packages ON packages.id = items.package_id
  JOIN runs ON runs.id = items.run_id`;

/**
 * The ids of held items, those that were read last first, no more than `most`. Of millions of held
 * items it reads only those: by the index of each reason, or of the runs of one connector.
 */
export function heldItemIds(filter: HeldItemFilter, now: Date, most: number): Prisma.Sql {
  const { reason, connector, person, age, text } = filter;
  if (person !== '' || text !== '') {
    return Prisma.sql`
      SELECT items.id FROM ${itemsWithPlace} WHERE ${selects({ filter, now })}
      ORDER BY items.id DESC LIMIT ${most}`;
  }
  const ofConnector =
    connector === ''
      ? Prisma.empty
      : Prisma.sql`AND held.run_id = ANY(ARRAY(
          SELECT runs.id FROM runs WHERE runs.connector_id = ${connector}::uuid))`;
  const isOld =
    age === '' ? Prisma.empty : Prisma.sql`AND held.item_id <= ${lastIdBefore(age, now)}::uuid`;
  const ofReasons = (reason === '' ? HOLD_REASONS : [reason]).map(
    (one) => Prisma.sql`(
      SELECT DISTINCT held.item_id AS id FROM deliveries AS held
      WHERE ${heldDelivery} AND held.reason = ${one} ${ofConnector} ${isOld}
      ORDER BY held.item_id DESC LIMIT ${most})`,
  );
  return Prisma.sql`
    SELECT DISTINCT id FROM (${Prisma.join(ofReasons, ' UNION ALL ')}) AS of_any_reason
    ORDER BY id DESC LIMIT ${most}`;
}

/** Connectors of which any bytes are kept for a person's decision, by name. */
export async function listKeepingConnectors(db: Transaction, most: number) {
  return db.$queryRaw<{ readonly id: string; readonly name: string }[]>`
    SELECT connectors.id::text, connectors.name FROM connectors
    WHERE EXISTS (
      SELECT FROM items WHERE items.connector_id = connectors.id AND items.staging_key IS NOT NULL)
    ORDER BY lower(connectors.name), connectors.id LIMIT ${most}`;
}

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
