import { expect, it } from 'vitest';
import { heldBackCode, sourceStatusOf } from '#lib/domain/connectors/source-status.ts';
import { PortError } from '#lib/domain/errors.ts';

const now = new Date('2026-11-04T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

it.each([
  ['host-key-changed', 'fix-settings', 'host-key-changed'],
  ['verification-code-asked', 'reauthorize', 'code-needed'],
  ['sign-in-refused', 'reauthorize', 'sign-in-failed'],
  ['too-many-attempts', 'reauthorize', 'sign-in-failed'],
  ['directory-missing', 'fix-settings', 'settings-wrong'],
  ['unreachable', 'retry', 'unreachable'],
  ['sign-in-held-back', 'reauthorize', null],
] as const)('shows %s (%s) as %s', (code, disposition, status) => {
  expect(sourceStatusOf(new PortError(code, disposition))).toBe(status);
});

it('does not send a refused password again within the hour', () => {
  const refused = (minutes: number) => ({
    sourceStatus: 'sign-in-failed',
    sourceStatusAt: minutesAgo(minutes),
  });
  expect(heldBackCode(refused(59), now)).toBe('sign-in-held-back');
  expect(heldBackCode(refused(60), now)).toBeNull();
});

it('has no code sent to anybody by itself', () => {
  const asked = { sourceStatus: 'code-needed', sourceStatusAt: minutesAgo(10_000) };
  expect(heldBackCode(asked, now)).toBe('verification-code-asked');
});

it('tries whatever else has failed, and what works', () => {
  for (const sourceStatus of ['connected', 'unreachable', 'host-key-changed', 'settings-wrong']) {
    expect(heldBackCode({ sourceStatus, sourceStatusAt: now }, now)).toBeNull();
  }
});
