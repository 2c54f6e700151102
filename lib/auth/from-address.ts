import 'server-only';
import { headers } from 'next/headers';

/** Longer than any address; more would be somebody's own writing. */
const LONGEST_ADDRESS = 64;

/** Where the request comes from, for the audit log; null when no proxy says it. */
export async function fromAddress(): Promise<string | null> {
  const forwarded = (await headers()).get('x-forwarded-for') ?? '';
  // The last one was written by the proxy next to us; those before it are what the client says.
  const address = forwarded.split(',').at(-1)?.trim().slice(0, LONGEST_ADDRESS) ?? '';
  return address === '' ? null : address;
}
