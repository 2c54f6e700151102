import { Prisma } from '#lib/db/generated/client.ts';
import type { Transaction } from '#lib/db/client.ts';
import { containing } from '#lib/db/containing.ts';

type Page = { readonly skip: number; readonly take: number };

const EXCEPTION_STATES = ['held', 'failed'] as const;

export type ExceptionSearch = {
  /** Undefined for any. */
  readonly reason: string | undefined;
  /** A part of an item's id, a mailbox, a mobile number or an e-mail address; empty for all. */
  readonly text: string;
};

type ExceptionRow = {
  readonly id: string;
  readonly mailbox: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly sourceItemId: string;
  readonly eventAt: Date | null;
  readonly unmatched: unknown;
};

/** A page of a run's held and failed deliveries, oldest event first. */
export async function listRunExceptions(
  db: Transaction,
  runId: string,
  { skip, take, ...search }: Page & ExceptionSearch,
): Promise<readonly ExceptionRow[]> {
  return db.$queryRaw<ExceptionRow[]>`
    SELECT deliveries.id, mailbox, deliveries.state, reason, items.event_at AS "eventAt",
      items.source_item_id AS "sourceItemId", items.unmatched
    ${exceptionsOf(runId, search)}
    ORDER BY items.event_at ASC NULLS LAST, deliveries.id LIMIT ${take} OFFSET ${skip}`;
}

export async function countExceptionsFound(
  db: Transaction,
  runId: string,
  search: ExceptionSearch,
): Promise<number> {
  const [row] = await db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total ${exceptionsOf(runId, search)}`;
  return row?.total ?? 0;
}

/** What is held or failed has a reason; saying so lets the index of these be used. */
function exceptionsOf(runId: string, { reason, text }: ExceptionSearch): Prisma.Sql {
  const ofReason =
    reason === undefined ? Prisma.sql`reason IS NOT NULL` : Prisma.sql`reason = ${reason}`;
  const part = containing(text);
  const withText =
    text === ''
      ? Prisma.empty
      : Prisma.sql`AND (mailbox ILIKE ${part} OR items.source_item_id ILIKE ${part}
          OR items.unmatched::text ILIKE ${part})`;
  return Prisma.sql`
    FROM deliveries JOIN items ON items.id = deliveries.item_id
    WHERE deliveries.run_id = ${runId}::uuid AND ${ofReason}
      AND deliveries.state IN (${Prisma.join([...EXCEPTION_STATES])}) ${withText}`;
}

/** How many held and failed deliveries a run has of each reason, most first. */
export async function countRunExceptions(db: Transaction, runId: string) {
  const groups = await db.delivery.groupBy({
    by: ['reason'],
    where: { runId, state: { in: [...EXCEPTION_STATES] } },
    _count: { _all: true },
    orderBy: { _count: { reason: 'desc' } },
  });
  return groups.map(({ reason, _count }) => ({ reason, count: _count._all }));
}

type UnmatchedRow = {
  readonly mobileNumber: string | null;
  readonly emailAddress: string | null;
  readonly reason: string;
  /** Of the row that names a mailbox which does not exist, where that is the reason. */
  readonly missingMailbox: string | null;
  readonly mappingVersion: number | null;
  readonly mappingLine: number | null;
  readonly items: number;
};

/** Every participant of a run's items without a mailbox. Skipped items decided nothing. */
const unmatchedOf = (runId: string) => Prisma.sql`
  SELECT participant->>'mobileNumber' AS "mobileNumber",
    participant->>'emailAddress' AS "emailAddress",
    participant->>'reason' AS reason,
    participant->'row'->>'mailbox' AS "missingMailbox",
    version.number AS "mappingVersion",
    (participant->'row'->>'mappingLine')::int AS "mappingLine",
    count(*)::int AS items
  FROM items CROSS JOIN jsonb_array_elements(items.unmatched) AS participant
  LEFT JOIN mapping_versions AS version
    ON version.id = (participant->'row'->>'mappingVersionId')::uuid
  WHERE items.run_id = ${runId}::uuid AND items.state <> 'skipped'
  GROUP BY 1, 2, 3, 4, 5, 6`;

/** A page of people without a mailbox, those on the most items first. */
export async function listUnmatchedParticipants(
  db: Transaction,
  runId: string,
  { skip, take }: Page,
): Promise<readonly UnmatchedRow[]> {
  return db.$queryRaw<UnmatchedRow[]>`
    ${unmatchedOf(runId)} ORDER BY items DESC, 1, 2, 3, 4, 5, 6 LIMIT ${take} OFFSET ${skip}`;
}

export async function countUnmatchedParticipants(db: Transaction, runId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (${unmatchedOf(runId)}) AS people`;
  return row?.total ?? 0;
}
