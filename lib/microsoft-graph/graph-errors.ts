import { z } from 'zod';
import { type Disposition, PortError } from '#lib/domain/errors.ts';

type Translation = readonly [code: string, disposition: Disposition];

/** By Graph's own `error.code`, which says more than the status (FACTS 4.2-4.4, 4.7). */
const byErrorCode: Readonly<Record<string, Translation>> = {
  ErrorInvalidUser: ['mailbox-missing', 'reject-item'],
  MailboxNotEnabledForRESTAPI: ['mailbox-missing', 'reject-item'],
  MailboxNotSupportedForRESTAPI: ['mailbox-missing', 'reject-item'],
  ResourceNotFound: ['mailbox-missing', 'reject-item'],
  Request_ResourceNotFound: ['mailbox-missing', 'reject-item'],
  ErrorNonExistentMailbox: ['mailbox-missing', 'reject-item'],
  ErrorFolderExists: ['folder-exists', 'retry'],
  ErrorItemNotFound: ['graph-not-found', 'retry'],
  ErrorFolderNotFound: ['graph-not-found', 'retry'],
  ErrorMessageSizeExceeded: ['too-large-for-mailbox', 'reject-item'],
  ErrorAttachmentSizeLimitExceeded: ['too-large-for-mailbox', 'reject-item'],
  ErrorQuotaExceeded: ['mailbox-full', 'reject-item'],
  ErrorMailboxStoreUnavailable: ['mailbox-unavailable', 'retry'],
  ErrorMailboxMoveInProgress: ['mailbox-unavailable', 'retry'],
};

const byStatus: Readonly<Record<number, Translation>> = {
  400: ['request-refused', 'reject-item'],
  401: ['graph-sign-in-refused', 'reauthorize'],
  403: ['graph-access-denied', 'reauthorize'],
  404: ['graph-not-found', 'retry'],
  405: ['request-refused', 'reject-item'],
  409: ['conflict', 'retry'],
  412: ['conflict', 'retry'],
  413: ['too-large-for-mailbox', 'reject-item'],
  423: ['mailbox-unavailable', 'retry'],
  429: ['throttled', 'retry'],
  507: ['mailbox-full', 'reject-item'],
};

/** What Graph sends with a refusal. */
const refusalSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export type GraphReply = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: unknown;
};

/**
 * What a reply that is no success means.
 * @param isWrite whether what was asked for changes something: an error of the server may come after
 *   the change was made
 */
export function toGraphError(reply: GraphReply, { isWrite }: { isWrite: boolean }): PortError {
  const refusal = refusalSchema.safeParse(reply.body);
  const graphCode = refusal.success ? refusal.data.error.code : '';
  const [code, disposition] = byErrorCode[graphCode] ??
    byStatus[reply.status] ?? ['graph-unavailable', 'retry'];
  const retryAfterMs = parseRetryAfter(reply.headers.get('retry-after'));
  return new PortError(code, disposition, {
    // Graph's message may quote an address, never content.
    cause: new Error(`Graph ${reply.status} ${graphCode}`),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    isInDoubt: isWrite && code === 'graph-unavailable',
  });
}

/** Where Graph forgets to say how long to wait. */
const DEFAULT_PAUSE_MS = 10_000;

/** How long a reply asks to be left alone, whatever else it says; undefined when it does not. */
export function pauseMsOf({
  status,
  headers,
}: Pick<GraphReply, 'status' | 'headers'>): number | undefined {
  const retryAfterMs = parseRetryAfter(headers.get('retry-after'));
  return status === 429 ? (retryAfterMs ?? DEFAULT_PAUSE_MS) : retryAfterMs;
}

/** Codes of Node from before the first byte was sent: nothing can have been done. */
const NOT_SENT: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** What it means when no reply arrived at all. */
export function toNetworkError(error: unknown, { isWrite }: { isWrite: boolean }): PortError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const isConnecting = error instanceof Error && 'syscall' in error && error.syscall === 'connect';
  return new PortError('graph-unavailable', 'retry', {
    cause: error,
    isInDoubt: isWrite && !isConnecting && !NOT_SENT.has(code),
  });
}

/** Milliseconds, from seconds or a date (RFC 9110 10.2.3). */
function parseRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d{1,6}\s*$/.test(value)) return Number(value) * 1_000;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}
