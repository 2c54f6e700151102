import 'server-only';
import { fromAddress } from '#lib/auth/from-address.ts';
import type { Session } from '#lib/auth/session.ts';

/** Who acts, and from where: what the audit log records. */
export async function actorOf({ user }: Session) {
  return { ...user, fromAddress: await fromAddress() };
}
