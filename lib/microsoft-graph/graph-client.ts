import { PortError } from '#lib/domain/errors.ts';
import {
  type GraphReply,
  toGraphError,
  toNetworkError,
} from '#lib/microsoft-graph/graph-errors.ts';
import { createPauses } from '#lib/microsoft-graph/pauses.ts';
import { createPermits } from '#lib/microsoft-graph/permits.ts';

export type GraphClientOptions = {
  /** Origin and path before `/v1.0/…`, without a slash at the end. */
  readonly graphUrl: string;
  /**
   * A token that is valid now; asked for before every request. A fresh one knows of permissions that
   * were granted since. @throws {PortError}
   */
  readonly getToken: (options?: { readonly forceRefresh?: boolean }) => Promise<string>;
  readonly signal: AbortSignal;
  /** Requests at a time in all, of whatever mailbox. */
  readonly concurrency?: number;
};

export type GraphRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  /** After `/v1.0`, with its query; or a whole address that Graph gave: a next page, an upload. */
  readonly url: string;
  /** What throttling counts for; empty where there is none. */
  readonly mailbox: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** How many requests Graph runs for it at a time. */
  readonly weight?: number;
  /** Whether it changes something, which may have happened although no reply arrived. */
  readonly isWrite: boolean;
  /** False for upload addresses, which refuse a token. */
  readonly isAuthorized?: boolean;
};

export type GraphClient = {
  /** The reply to a request that succeeded; throttling is waited for. @throws {PortError} */
  send(request: GraphRequest): Promise<GraphReply>;
  /** Leaves a mailbox alone for a while, as a part of a batch asked for. */
  pause(mailbox: string, refusal: PortError): void;
};

/** Graph counts four at a time, for an application in all or for a mailbox: sources differ (FACTS 4.4). */
const DEFAULT_CONCURRENCY = 4;
const REQUEST_TIMEOUT_MS = 120_000;
const MOST_TRIES = 8;
/** Where Graph forgets to say how long to wait. */
const DEFAULT_PAUSE_MS = 10_000;

/** The one way in which Custody talks to Microsoft Graph. */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { signal, concurrency = DEFAULT_CONCURRENCY } = options;
  const permits = createPermits(concurrency);
  const pauses = createPauses();

  const pause = (mailbox: string, { retryAfterMs = DEFAULT_PAUSE_MS }: PortError) => {
    pauses.begin(mailbox, retryAfterMs);
  };

  async function sendOnce(request: GraphRequest, forceRefresh: boolean): Promise<GraphReply> {
    for (;;) {
      await pauses.pass(request.mailbox, signal);
      const reply = await permits.withPermits(request.weight ?? 1, async () => {
        signal.throwIfAborted();
        // A pause may have begun while this waited for its turn.
        if (pauses.isPaused(request.mailbox)) return undefined;
        return exchange(options, request, forceRefresh);
      });
      if (reply !== undefined) return reply;
    }
  }

  return {
    pause,
    async send(request) {
      let forceRefresh = false;
      for (let tries = 1; ; tries += 1) {
        const reply = await sendOnce(request, forceRefresh);
        if (reply.status < 300) return reply;

        const error = toGraphError(reply, request);
        if (error.disposition === 'reauthorize' && !forceRefresh) {
          forceRefresh = true;
          continue;
        }
        if (reply.status !== 429) throw error;
        pause(request.mailbox, error);
        if (tries === MOST_TRIES) throw error;
      }
    },
  };
}

/** One request and its reply, whatever it says. @throws {PortError} when there is none */
async function exchange(
  { graphUrl, getToken, signal }: GraphClientOptions,
  { url, method, body, headers, isWrite, isAuthorized = true }: GraphRequest,
  forceRefresh: boolean,
): Promise<GraphReply> {
  const address = resolveAddress(graphUrl, { url, isAuthorized });
  const token = isAuthorized ? await getToken({ forceRefresh }) : undefined;
  try {
    const response = await fetch(address, {
      method,
      headers: {
        // An immutable id survives the move of a message within its mailbox (FACTS 4.3).
        Prefer: 'IdType="ImmutableId"',
        ...(typeof body === 'string' && { 'Content-Type': 'application/json' }),
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      // Nothing in Graph's API redirects, and a token must not travel on.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: new Map(response.headers),
      body: text === '' ? undefined : JSON.parse(text),
    };
  } catch (error) {
    signal.throwIfAborted();
    throw toNetworkError(error, { isWrite });
  }
}

/** @throws {PortError} when a reply names an address elsewhere, which must not see the token */
function resolveAddress(
  graphUrl: string,
  { url, isAuthorized }: { url: string; isAuthorized: boolean },
): string {
  if (url.startsWith('/')) return `${graphUrl}/v1.0${url}`;
  if (isAuthorized && !url.startsWith(`${graphUrl}/`)) {
    throw new PortError('graph-unavailable', 'retry', { cause: new Error('address elsewhere') });
  }
  return url;
}
