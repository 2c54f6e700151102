import type { ConnectionStep } from '#lib/domain/connection-check.ts';

/** Codes that `wizard.check.failures` has words for; lib/sources/<kind>/errors.ts gives them. */
const KNOWN_FAILURES = [
  'server-not-allowed',
  'address-not-allowed',
  'host-unknown',
  'name-service-silent',
  'unreachable',
  'timed-out',
  'not-an-ssh-server',
  'host-key-changed',
  'sign-in-refused',
  'too-many-attempts',
  'verification-code-asked',
  'verification-code-refused',
  'verification-code-late',
  'directory-missing',
  'not-permitted',
  'connection-lost',
  'source-settings-invalid',
] as const;
export type CheckFailure = (typeof KNOWN_FAILURES)[number] | 'unknown';

/** Why a check failed. */
export function failureOf(steps: readonly ConnectionStep[]): CheckFailure {
  const code = steps.find(({ state }) => state === 'failed')?.code;
  return KNOWN_FAILURES.find((known) => known === code) ?? 'unknown';
}
