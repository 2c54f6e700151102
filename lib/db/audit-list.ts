import type { Database, Transaction } from '#lib/db/client.ts';
import type { AuditSearch } from '#lib/domain/audit/audit-search.ts';
import { Prisma } from '#lib/db/generated/client.ts';

const DAY_MS = 24 * 3600 * 1000;
const ENTRIES_A_CHUNK = 1_000;

export type AuditListRow = {
  readonly id: bigint;
  readonly at: Date;
  readonly actorName: string;
  readonly fromAddress: string | null;
  readonly action: string;
  readonly connectorId: string | null;
  readonly connectorName: string | null;
  readonly subjects: unknown;
  readonly details: unknown;
};

/** The newest entries that fit, from the newest on. */
export async function listAuditEntries(
  db: Transaction,
  search: AuditSearch,
  take: number,
): Promise<readonly AuditListRow[]> {
  const { person, action, connector, from, until, before } = search;
  const conditions = [Prisma.sql`TRUE`];
  if (before > 0) conditions.push(Prisma.sql`audit_entries.id < ${BigInt(before)}`);
  if (person !== '') {
    const part = `%${person.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    conditions.push(Prisma.sql`lower(actor_name) LIKE ${part}`);
  }
  if (action !== '') conditions.push(Prisma.sql`action = ${action}`);
  if (connector !== '') conditions.push(Prisma.sql`connector_id = ${connector}::uuid`);
  if (from !== '') conditions.push(Prisma.sql`at >= ${new Date(from)}`);
  if (until !== '') {
    conditions.push(Prisma.sql`at < ${new Date(new Date(until).getTime() + DAY_MS)}`);
  }
  return db.$queryRaw<AuditListRow[]>`
    SELECT audit_entries.id, at, actor_name AS "actorName", from_address AS "fromAddress", action,
      connector_id::text AS "connectorId", connectors.name AS "connectorName", subjects, details
    FROM audit_entries LEFT JOIN connectors ON connectors.id = audit_entries.connector_id
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY audit_entries.id DESC LIMIT ${take}`;
}

/** All that fit, the newest first, a chunk at a time. */
export async function* pagesOfAuditEntries(
  db: Database,
  search: AuditSearch,
): AsyncGenerator<readonly AuditListRow[], void, undefined> {
  let { before } = search;
  for (;;) {
    const page = await listAuditEntries(db, { ...search, before }, ENTRIES_A_CHUNK);
    if (page.length > 0) yield page;
    if (page.length < ENTRIES_A_CHUNK) return;
    before = Number(page.at(-1)?.id ?? 0n);
  }
}

/** The connectors that the log speaks of and that there are. */
export async function listAuditedConnectors(db: Transaction) {
  return db.$queryRaw<{ readonly id: string; readonly name: string }[]>`
    SELECT id::text, name FROM connectors
    WHERE EXISTS (SELECT FROM audit_entries WHERE connector_id = connectors.id)
    ORDER BY name LIMIT 1000`;
}
