import ssh2 from 'ssh2';
import { type Disposition, PortError } from '#lib/domain/errors.ts';
import { NotAllowedError } from '#lib/network/checked-lookup.ts';

const { STATUS_CODE } = ssh2.utils.sftp;

/** Everything that can go wrong at an SFTP source, and what happens next. */
const dispositions = {
  /** The deployment's settings do not list the server, or the address that its name leads to. */
  'server-not-allowed': 'fix-settings',
  'address-not-allowed': 'fix-settings',
  'host-unknown': 'fix-settings',
  /** Nobody can say whether there is such a name. */
  'name-service-silent': 'retry',
  unreachable: 'retry',
  'timed-out': 'retry',
  /** It answers, in something else than SSH. */
  'not-an-ssh-server': 'fix-settings',
  'host-key-changed': 'fix-settings',
  'sign-in-refused': 'reauthorize',
  /** Trying again would lock the account for longer. */
  'too-many-attempts': 'reauthorize',
  'verification-code-asked': 'reauthorize',
  /** A code was sent, so nobody can tell whether it or the password was wrong. */
  'verification-code-refused': 'reauthorize',
  /** It was asked for, and neither the server nor we wait for ever. */
  'verification-code-late': 'reauthorize',
  'directory-missing': 'fix-settings',
  'not-permitted': 'fix-settings',
  /** It was listed a moment ago: collected by somebody else, or renamed. */
  'package-missing': 'retry',
  /** Another file, or a longer one, has its name since. */
  'package-changed': 'retry',
  'connection-lost': 'retry',
} as const satisfies Record<string, Disposition>;
export type SftpErrorCode = keyof typeof dispositions;

/** @param detail what was seen, never a secret */
export function sftpError(code: SftpErrorCode, cause?: unknown, detail?: string): PortError {
  const options = detail === undefined ? { cause } : { cause, detail };
  return new PortError(code, dispositions[code], options);
}

/** Of the operating system while connecting. */
const socketCodes: Readonly<Record<string, SftpErrorCode>> = {
  ENOTFOUND: 'host-unknown',
  EAI_AGAIN: 'name-service-silent',
  ESERVFAIL: 'name-service-silent',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timed-out',
};

/** `SSH_DISCONNECT_…` of RFC 4253 11.1 that ends a sign-in; OpenSSH gives 2 for too many failures. */
const TOO_MANY_FAILURES: ReadonlySet<unknown> = new Set([2, 14]);

export type ConnectPhase = 'reach' | 'host-key' | 'sign-in';

/** What an error of ssh2 before the connection is ready means, given how far it had come. */
export function codeOfConnectError(error: unknown, phase: ConnectPhase): SftpErrorCode {
  if (error instanceof NotAllowedError) return error.code;
  const { level, code } = readFields(error);
  if (level === 'client-timeout') return 'timed-out';
  if (typeof code === 'string' && code in socketCodes) return socketCodes[code] ?? 'unreachable';
  if (level === 'client-authentication') return 'sign-in-refused';
  if (phase === 'sign-in' && TOO_MANY_FAILURES.has(code)) return 'too-many-attempts';
  if (phase === 'reach' && level === 'protocol') return 'not-an-ssh-server';
  return 'connection-lost';
}

/** What a failed request of a ready connection means. `missing` says what a missing file is. */
export function toSftpError(
  error: unknown,
  missing: 'directory-missing' | 'package-missing',
): PortError {
  if (error instanceof PortError) return error;
  const { code } = readFields(error);
  if (code === STATUS_CODE.NO_SUCH_FILE) return sftpError(missing, error);
  if (code === STATUS_CODE.PERMISSION_DENIED) return sftpError('not-permitted', error);
  return sftpError('connection-lost', error);
}

/**
 * What a refused change at the source means. Servers say only "failure" where the file system is
 * read-only, or where they know no such request.
 */
export function toChangeError(error: unknown): PortError {
  const { code } = readFields(error);
  const isRefused = code === STATUS_CODE.FAILURE || code === STATUS_CODE.OP_UNSUPPORTED;
  return isRefused ? sftpError('not-permitted', error) : toSftpError(error, 'package-missing');
}

export function isMissing(error: unknown): boolean {
  return readFields(error).code === STATUS_CODE.NO_SUCH_FILE;
}

function readFields(error: unknown): { level: unknown; code: unknown } {
  if (!(error instanceof Error)) return { level: undefined, code: undefined };
  return {
    level: 'level' in error ? error.level : undefined,
    code: 'code' in error ? error.code : undefined,
  };
}
