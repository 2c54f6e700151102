import type { PortError } from '#lib/domain/errors.ts';

/** So long a source that is only down is waited for, from when the run last got on. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Whether a connector that is being deleted stops waiting for its source: what needs a person nobody
 * will mend for it, and what is only down may be down for ever. What goes wrong on our side (`staging-…`,
 * `staged-…`) says nothing of the source.
 * @param idleMs since the run last got on
 */
export function isSourceGivenUp(
  { code, disposition }: Pick<PortError, 'code' | 'disposition'>,
  idleMs: number,
): boolean {
  if (/^stag(ing|ed)-/.test(code)) return false;
  return disposition !== 'retry' || idleMs >= PATIENCE_MS;
}
