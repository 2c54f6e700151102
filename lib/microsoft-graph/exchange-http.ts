import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';

type HttpRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal: AbortSignal;
};

type HttpReply = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
};

/**
 * One request over a connection that is kept open, and its reply. By Node's own client, which follows
 * no redirection, so that a token never travels on; `fetch` takes three times as much CPU for a batch.
 * @throws {Error} of Node, with its `code`, when there is no reply
 */
export function exchangeHttp(
  address: string,
  { method, headers, body, signal }: HttpRequest,
): Promise<HttpReply> {
  const { request } = address.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(address, { method, headers, signal }, (response) => {
      text(response).then((received) => {
        resolve({
          status: response.statusCode ?? 0,
          headers: new Map(
            Object.entries(response.headers).flatMap(([name, value]) =>
              typeof value === 'string' ? [[name, value] as const] : [],
            ),
          ),
          text: received,
        });
      }, reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
