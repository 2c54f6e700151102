import { type Disposition, PortError } from '#lib/domain/errors.ts';

const translations: Readonly<Record<string, readonly [code: string, disposition: Disposition]>> = {
  ENOSPC: ['staging-full', 'retry'],
  EDQUOT: ['staging-full', 'retry'],
  EMFILE: ['staging-busy', 'retry'],
  ENFILE: ['staging-busy', 'retry'],
  ENOENT: ['staged-object-missing', 'fix-settings'],
  EACCES: ['staging-not-accessible', 'fix-settings'],
  EPERM: ['staging-not-accessible', 'fix-settings'],
  EROFS: ['staging-not-accessible', 'fix-settings'],
};

/** What a failed file operation means to the callers of the port. */
export function toStagingError(error: unknown): PortError {
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [code, disposition] = translations[systemCode] ?? ['staging-failed', 'retry'];
  return new PortError(code, disposition, { cause: error });
}
