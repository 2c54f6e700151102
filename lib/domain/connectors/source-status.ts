import type { PortError } from '#lib/domain/errors.ts';

/** "Connection status with source" of the Connectors tab. */
export const SOURCE_STATUSES = [
  'connected',
  'unreachable',
  'sign-in-failed',
  'host-key-changed',
  'settings-wrong',
] as const;
export type SourceStatus = (typeof SOURCE_STATUSES)[number];

export function sourceStatusOf(error: PortError): SourceStatus {
  if (error.code === 'host-key-changed') return 'host-key-changed';
  if (error.disposition === 'reauthorize') return 'sign-in-failed';
  if (error.disposition === 'fix-settings') return 'settings-wrong';
  return 'unreachable';
}
