import { PortError } from '#lib/domain/errors.ts';

/** The disk or the anchor's place refuses: waited for like any other part that is down. */
export function toEvidenceError(error: unknown): unknown {
  const isSystemError = error instanceof Error && 'syscall' in error;
  return isSystemError ? new PortError('evidence-not-writable', 'retry', { cause: error }) : error;
}
