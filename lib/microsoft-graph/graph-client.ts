import { PortError } from '#lib/domain/errors.ts';
import { exchangeHttp } from '#lib/microsoft-graph/exchange-http.ts';
import {
  type GraphReply,
  pauseMsOf,
  toGraphError,
  toNetworkError,
} from '#lib/microsoft-graph/graph-errors.ts';
import {
  createMailboxAllowances,
  type MailboxAllowances,
} from '#lib/microsoft-graph/mailbox-allowances.ts';
import { createPermits } from '#lib/microsoft-graph/permits.ts';

/** Counts requests, for whoever watches the process by machine. */
export type GraphMeter = {
  /** @param status of the reply; 0 when there was none */
  readonly countReply: (status: number) => void;
  /** A reply that asks to be left alone for a while. */
  readonly countThrottle: () => void;
};

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
  /** To be shared by all clients of a process. */
  readonly allowances?: MailboxAllowances;
  readonly meter?: GraphMeter;
};

export type GraphRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  /** After `/v1.0`, with its query; or a whole address that Graph gave: a next page, an upload. */
  readonly url: string;
  /** What throttling counts for; empty where there is none. */
  readonly mailbox: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Of a batch: how many requests Graph counts for it, and how many of them it runs at a time. */
  readonly parts?: { readonly count: number; readonly atATime: number };
  /** Of a batch: how long a reply's parts ask to be left alone, in milliseconds. */
  readonly pauseMsIn?: (reply: GraphReply) => number | undefined;
  /** Whether it changes something, which may have happened although no reply arrived. */
  readonly isWrite: boolean;
  /** False for upload addresses, which refuse a token. */
  readonly isAuthorized?: boolean;
};

export type GraphClient = {
  /** The reply to a request that succeeded; throttling is waited for. @throws {PortError} */
  send(request: GraphRequest): Promise<GraphReply>;
};

/** Graph counts four at a time, for an application in all or for a mailbox: sources differ (FACTS 4.4). */
const DEFAULT_CONCURRENCY = 4;
const REQUEST_TIMEOUT_MS = 120_000;
const MOST_TRIES = 8;
const NO_REPLY = 0;

/** The one way in which Custody talks to Microsoft Graph. */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { signal, concurrency = DEFAULT_CONCURRENCY } = options;
  const { allowances = createMailboxAllowances() } = options;
  const { pauses } = allowances;
  const permits = createPermits(concurrency);

  async function sendInTurn(request: GraphRequest, forceRefresh: boolean): Promise<GraphReply> {
    const { mailbox, parts = { count: 1, atATime: 1 } } = request;
    for (;;) {
      await pauses.pass(mailbox, signal);
      const reply = await permits.withPermits(parts.atATime, async () => {
        signal.throwIfAborted();
        // A pause may have begun while this waited for its turn.
        if (pauses.isPaused(mailbox)) return undefined;
        const exchanged = await exchange(options, request, forceRefresh);
        // Before the next one gets its turn.
        const pauseMs = pauseMsOf(exchanged) ?? request.pauseMsIn?.(exchanged);
        if (pauseMs !== undefined) {
          options.meter?.countThrottle();
          pauses.begin(mailbox, pauseMs);
        }
        return exchanged;
      });
      if (reply !== undefined) return reply;
    }
  }

  function sendOnce(request: GraphRequest, forceRefresh: boolean): Promise<GraphReply> {
    const { mailbox, method, body = '', parts = { count: 1, atATime: 1 } } = request;
    const send = () => sendInTurn(request, forceRefresh);
    if (mailbox === '') return send();
    const use = {
      concurrent: parts.atATime,
      requests: parts.count,
      uploadBytes: method === 'GET' ? 0 : Buffer.byteLength(body),
      signal,
    };
    return allowances.within(mailbox, use, send);
  }

  return {
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
        if (tries === MOST_TRIES) throw error;
      }
    },
  };
}

/** One request and its reply, whatever it says. @throws {PortError} when there is none */
async function exchange(
  { graphUrl, getToken, signal, meter }: GraphClientOptions,
  { url, method, body, headers, isWrite, isAuthorized = true }: GraphRequest,
  forceRefresh: boolean,
): Promise<GraphReply> {
  const address = resolveAddress(graphUrl, { url, isAuthorized });
  const token = isAuthorized ? await getToken({ forceRefresh }) : undefined;
  try {
    const { text, ...reply } = await exchangeHttp(address, {
      method,
      headers: {
        // An immutable id survives the move of a message within its mailbox (FACTS 4.3).
        Prefer: 'IdType="ImmutableId"',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
      ...(body !== undefined && { body }),
    });
    meter?.countReply(reply.status);
    return { ...reply, body: text === '' ? undefined : JSON.parse(text) };
  } catch (error) {
    signal.throwIfAborted();
    meter?.countReply(NO_REPLY);
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
