import { z } from 'zod';

const portExpected = 'expected a port number, 1 to 65535';
const concurrencyExpected = 'expected a whole number, 1 to 64';

/** A TCP port. */
export const port = z.coerce
  .number(portExpected)
  .int(portExpected)
  .min(1, portExpected)
  .max(65_535, portExpected);

/** How many connections or requests at a time. */
export const concurrency = z.coerce
  .number(concurrencyExpected)
  .int(concurrencyExpected)
  .min(1, concurrencyExpected)
  .max(64, concurrencyExpected);

/** A key of 256 bits. */
export const base64Key = z
  .string('expected 32 bytes in base64')
  .refine((value) => Buffer.from(value, 'base64').length === 32, 'expected 32 bytes in base64');
