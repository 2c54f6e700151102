import type { ConnectionStep } from '#lib/domain/connection-check.ts';

/**
 * The fingerprint of the host key that a check met and found right, whatever came of the steps after
 * it. From then on the server must show the same key.
 */
export function seenHostKey(
  check: { readonly steps: readonly ConnectionStep[] } | null,
): string | undefined {
  return check?.steps.find(({ id, state }) => id === 'host-key' && state === 'passed')?.detail;
}
