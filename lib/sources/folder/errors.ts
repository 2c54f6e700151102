import { type Disposition, PortError } from '#lib/domain/errors.ts';

/** Everything that can go wrong at a folder source, and what happens next. */
const dispositions = {
  'directory-missing': 'fix-settings',
  'not-permitted': 'fix-settings',
  /** It was listed a moment ago: collected by somebody else, or renamed. */
  'package-missing': 'retry',
  /** Another file, or a longer one, has its name since. */
  'package-changed': 'retry',
  /** A share that its server does not answer for, a disk that fails. */
  unreachable: 'retry',
} as const satisfies Record<string, Disposition>;
type FolderErrorCode = keyof typeof dispositions;

export function folderError(code: FolderErrorCode, cause?: unknown): PortError {
  return new PortError(code, dispositions[code], { cause });
}

/** Of the operating system (https://nodejs.org/api/errors.html#common-system-errors). */
const systemCodes: Readonly<Record<string, FolderErrorCode>> = {
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
  EROFS: 'not-permitted',
};
/** Links are not followed, and what is not a directory holds no packages. */
const MISSING: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

/** `missing` says what a missing file is. */
export function toFolderError(
  error: unknown,
  missing: 'directory-missing' | 'package-missing',
): PortError {
  if (error instanceof PortError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (MISSING.has(code)) return folderError(missing, error);
  return folderError(systemCodes[String(code)] ?? 'unreachable', error);
}
