import 'server-only';
import { env } from '#lib/config/env.ts';

/** The sandbox's page to look into the sample mailboxes; undefined when a tenant is configured. */
export function mailboxesUrl(): string | undefined {
  const { sandbox } = env();
  return sandbox === undefined ? undefined : `http://127.0.0.1:${sandbox.port}/`;
}
