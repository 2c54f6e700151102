import { PortError } from '#lib/domain/errors.ts';

export function stagedObjectDamaged(cause: unknown): PortError {
  return new PortError('staged-object-damaged', 'fix-settings', { cause });
}
