import { createHmac } from 'node:crypto';

/** What the audit log is chained with: 32 bytes that are not in the database. */
export type AuditKey = Buffer;

/** An entry as the database has it. */
export type AuditRow = {
  readonly id: bigint;
  readonly at: Date;
  readonly actorId: string;
  readonly actorName: string;
  readonly fromAddress: string | null;
  readonly action: string;
  readonly connectorId: string | null;
  readonly subjects: unknown;
  readonly details: unknown;
};

/** What comes before the first entry. */
export const AUDIT_GENESIS: Buffer = Buffer.from('custody-audit/1');

/**
 * The entry's link: HMAC-SHA256 (RFC 2104) of the link before it and the entry itself. Who has the
 * database alone can neither change an entry nor make the chain anew (docs/audit-log.md).
 */
export function auditLink(key: AuditKey, previous: Uint8Array, row: AuditRow): Buffer {
  return createHmac('sha256', key).update(previous).update(auditText(row)).digest();
}

/** The entry in one spelling, however the database keeps the order of members (RFC 8785 for what is kept). */
function auditText(row: AuditRow): string {
  return JSON.stringify([
    String(row.id),
    row.at.toISOString(),
    row.actorId,
    row.actorName,
    row.fromAddress,
    row.action,
    row.connectorId,
    sorted(row.subjects),
    sorted(row.details),
  ]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}
