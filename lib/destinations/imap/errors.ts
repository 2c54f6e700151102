import { type Disposition, PortError } from '#lib/domain/errors.ts';

/** Everything that can go wrong at an IMAP server, and what happens next. */
const dispositions = {
  'host-unknown': 'fix-settings',
  unreachable: 'retry',
  'timed-out': 'retry',
  'connection-lost': 'retry',
  'certificate-refused': 'fix-settings',
  'encryption-failed': 'fix-settings',
  'not-an-imap-server': 'fix-settings',
  /** This deployment has no password, or no application, for IMAP. */
  'imap-credentials-missing': 'fix-settings',
  /** Name, password or token: true of every mailbox. */
  'sign-in-refused': 'reauthorize',
  'sign-in-expired': 'reauthorize',
  /** A token lives an hour; the next sign-in has a new one. */
  'token-expired': 'retry',
  /** This one mailbox: not there, IMAP switched off for it, or no right to it. */
  'mailbox-refused': 'reject-item',
  'mailbox-full': 'reject-item',
  'mailbox-not-permitted': 'reject-item',
  'message-too-large': 'reject-item',
  'message-refused': 'reject-item',
  /** Deleted under way: the next attempt creates it. */
  'folder-missing': 'retry',
  'folder-refused': 'fix-settings',
  'too-many-connections': 'retry',
  'imap-throttled': 'retry',
  'imap-unavailable': 'retry',
  'imap-server-fault': 'retry',
  'imap-administrator-asked': 'fix-settings',
  /** The server took a command of ours for nonsense. */
  'imap-not-understood': 'fix-settings',
} as const satisfies Record<string, Disposition>;
export type ImapErrorCode = keyof typeof dispositions;

export function imapError(
  code: ImapErrorCode,
  options: ErrorOptions & { retryAfterMs?: number } = {},
): PortError {
  return new PortError(code, dispositions[code], options);
}

/** What was asked for when the refusal came: the same code means different things. */
export type RefusedCommand = 'sign-in' | 'folder' | 'append' | 'open' | 'read';

/** A tagged NO or BAD, or a BYE. */
export type Refusal = { readonly status: 'NO' | 'BAD' | 'BYE'; readonly text: string };

/** Response codes of RFC 5530, RFC 3501, RFC 4469, RFC 7889 and RFC 9208, where RFC 5530 says which. */
const codesOfResponseCodes: Readonly<Record<string, ImapErrorCode>> = {
  ALERT: 'imap-unavailable',
  ALREADYEXISTS: 'folder-refused',
  AUTHENTICATIONFAILED: 'sign-in-refused',
  AUTHORIZATIONFAILED: 'mailbox-refused',
  CANNOT: 'folder-refused',
  CLIENTBUG: 'imap-not-understood',
  CONTACTADMIN: 'imap-administrator-asked',
  CORRUPTION: 'imap-server-fault',
  EXPIRED: 'sign-in-expired',
  INUSE: 'imap-unavailable',
  NONEXISTENT: 'folder-missing',
  NOPERM: 'mailbox-not-permitted',
  OVERQUOTA: 'mailbox-full',
  PRIVACYREQUIRED: 'encryption-failed',
  SERVERBUG: 'imap-server-fault',
  TOOBIG: 'message-too-large',
  TRYCREATE: 'folder-missing',
  UNAVAILABLE: 'imap-unavailable',
};

/** What Exchange Online says without a response code (FACTS 4.6; imapsync, imapflow and MailKit issues). */
const codesOfExchangeTexts: readonly (readonly [RegExp, ImapErrorCode])[] = [
  [/user is authenticated but not connected/i, 'mailbox-refused'],
  [/AccessTokenExpired/i, 'token-expired'],
  [/request is throttled/i, 'imap-throttled'],
  [/server unavailable/i, 'imap-unavailable'],
  [/too many (simultaneous )?connections|maximum number of connections/i, 'too-many-connections'],
];

/** RFC 5530 leaves open which limit it was. */
const codesOfLimits = {
  'sign-in': 'too-many-connections',
  folder: 'folder-refused',
  append: 'message-refused',
  open: 'imap-unavailable',
  read: 'imap-unavailable',
} as const satisfies Record<RefusedCommand, ImapErrorCode>;

const codesWithoutReason = {
  'sign-in': 'sign-in-refused',
  folder: 'folder-refused',
  append: 'message-refused',
  open: 'folder-refused',
  read: 'imap-server-fault',
} as const satisfies Record<RefusedCommand, ImapErrorCode>;

/** What a refusal of the server means. */
export function codeOfRefusal({ status, text }: Refusal, command: RefusedCommand): ImapErrorCode {
  const exchange = codesOfExchangeTexts.find(([pattern]) => pattern.test(text));
  if (exchange !== undefined) return exchange[1];
  const responseCode = /^\[([A-Z][A-Z0-9-]*)/i.exec(text)?.[1]?.toUpperCase() ?? '';
  if (responseCode === 'LIMIT') return codesOfLimits[command];
  const known = codesOfResponseCodes[responseCode];
  if (known !== undefined) return known;
  if (status === 'BYE') return 'connection-lost';
  // The command is the same for every message, so what the server cannot read is the message.
  return status === 'BAD' && command !== 'append'
    ? 'imap-not-understood'
    : codesWithoutReason[command];
}

export function toRefusalError(refusal: Refusal, command: RefusedCommand): PortError {
  const code = codeOfRefusal(refusal, command);
  const retryAfterMs = suggestedBackoffMs(refusal.text);
  return imapError(code, {
    cause: new Error(`${refusal.status} ${refusal.text}`),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** Exchange Online: `Request is throttled. Suggested Backoff Time: 92415 milliseconds`. */
function suggestedBackoffMs(text: string): number | undefined {
  const milliseconds = /suggested backoff time: (\d{1,9}) milliseconds/i.exec(text)?.[1];
  return milliseconds === undefined ? undefined : Number(milliseconds);
}

/** Of the operating system, of TLS, and of imapflow while it signs in. */
const codesOfConnectErrors: Readonly<Record<string, ImapErrorCode>> = {
  ENOTFOUND: 'host-unknown',
  EAI_AGAIN: 'unreachable',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
  ETIMEDOUT: 'timed-out',
  ETIMEOUT: 'timed-out',
  CONNECT_TIMEOUT: 'timed-out',
  GREETING_TIMEOUT: 'timed-out',
  UPGRADE_TIMEOUT: 'timed-out',
  ETHROTTLE: 'imap-throttled',
  STARTTLS_INJECTION: 'encryption-failed',
  CERT_HAS_EXPIRED: 'certificate-refused',
  CERT_NOT_YET_VALID: 'certificate-refused',
  CERT_UNTRUSTED: 'certificate-refused',
  CERT_REVOKED: 'certificate-refused',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-refused',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-refused',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-refused',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-refused',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-refused',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-refused',
};

/** What an error of the connection itself means. */
export function codeOfConnectError(error: unknown): ImapErrorCode {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = codesOfConnectErrors[code];
  if (known !== undefined) return known;
  if (code.startsWith('ParserError')) return 'not-an-imap-server';
  if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code)) return 'encryption-failed';
  return 'connection-lost';
}
