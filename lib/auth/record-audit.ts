import 'server-only';
import { fromAddress } from '#lib/auth/from-address.ts';
import type { Permission } from '#lib/auth/roles.ts';
import type { SessionUser } from '#lib/auth/session-user.ts';
import { env } from '#lib/config/env.ts';
import { writeAuditEntry } from '#lib/db/audit.ts';
import { database } from '#lib/db/client.ts';
import type { AuditEntry } from '#lib/domain/audit/audit-entry.ts';

type Event = Pick<AuditEntry, 'action'> &
  Partial<Pick<AuditEntry, 'connectorId' | 'subjects' | 'details'>>;

/** The same refusal is recorded once in so long: a page may ask for the same thing every second. */
const REFUSAL_AGAIN_MS = 60_000;
const MOST_REMEMBERED = 10_000;

const refusedAt = new Map<string, number>();

/**
 * Adds to the audit log what changes nothing by itself: a sign-in, a refusal, a download. What changes
 * something writes its entry in its own transaction (lib/operations).
 */
export async function recordAudit(
  user: Pick<SessionUser, 'id' | 'email'>,
  { action, connectorId = null, subjects = {}, details = {} }: Event,
): Promise<void> {
  const actor = { id: user.id, email: user.email, fromAddress: await fromAddress() };
  const entry = { at: new Date(), actor, action, connectorId, subjects, details };
  await database().$transaction((transaction) =>
    writeAuditEntry(transaction, env().audit.key, entry),
  );
}

/** Records that somebody asked for what their roles do not allow. */
export async function recordRefusal(user: SessionUser, permission: Permission): Promise<void> {
  const key = `${user.id} ${permission}`;
  const now = Date.now();
  if (now - (refusedAt.get(key) ?? 0) < REFUSAL_AGAIN_MS) return;
  if (refusedAt.size >= MOST_REMEMBERED) refusedAt.clear();
  refusedAt.set(key, now);
  await recordAudit(user, { action: 'access-refused', details: { permission } });
}
