import { expect, it } from 'vitest';
import { internalDate } from '#lib/destinations/imap/internal-date.ts';

it.each([
  ['2025-05-01T06:07:08Z', '" 1-May-2025 06:07:08 +0000"'],
  ['2026-12-31T23:59:59.999Z', '"31-Dec-2026 23:59:59 +0000"'],
  ['1901-01-01T00:00:00Z', '" 1-Jan-1970 00:00:00 +0000"'],
  ['+012345-01-01T00:00:00Z', '" 1-Jan-2100 00:00:00 +0000"'],
])('writes %s as %s', (time, written) => {
  expect(internalDate(new Date(time))).toBe(written);
});
