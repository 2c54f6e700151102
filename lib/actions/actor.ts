import 'server-only';
import { headers } from 'next/headers';
import type { Session } from '#lib/auth/session.ts';

/** Longer than any address; more would be somebody's own writing. */
const LONGEST_ADDRESS = 64;

/** Who acts, and from where: what the audit log records. */
export async function actorOf({ user }: Session) {
  const forwarded = (await headers()).get('x-forwarded-for') ?? '';
  // The last one was written by the proxy next to us; those before it are what the client says.
  const fromAddress = forwarded.split(',').at(-1)?.trim().slice(0, LONGEST_ADDRESS) ?? '';
  return { ...user, fromAddress: fromAddress === '' ? null : fromAddress };
}
