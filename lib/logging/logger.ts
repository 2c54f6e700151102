import pino from 'pino';
import { env } from '#lib/config/env.ts';

/**
 * Structured logs on standard output. Log ids, codes and counts; never message text, a password, a
 * token or a whole object from outside. `redact` is a second net, not a licence.
 */
export const logger = pino({
  level: env().logLevel,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: ['*.password', '*.secret', '*.token', '*.authorization', '*.clientSecret'],
});

export type Logger = typeof logger;
