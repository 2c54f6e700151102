import { randomBytes } from 'node:crypto';
import { logger } from '#lib/logging/logger.ts';

/**
 * Logs an error that nobody expected.
 * @returns the number by which an administrator finds the log line
 */
export function reportBug(error: unknown): string {
  const number = randomBytes(4).toString('hex').toUpperCase();
  logger.error({ number, ...describe(error) }, 'unexpected error');
  return number;
}

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    kind: error.name,
    code: 'code' in error ? error.code : undefined,
    // Prisma prints the arguments of the failed query, and with them what was being stored.
    reason: error.name.startsWith('Prisma') ? undefined : error.message,
    frames,
  };
}
