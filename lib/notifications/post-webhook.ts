import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { PortError } from '#lib/domain/errors.ts';
import { checkedLookup, NotAllowedError } from '#lib/network/checked-lookup.ts';
import { isInNetworks, isPublicAddress } from '#lib/network/special-addresses.ts';

const TIMEOUT_MS = 15_000;
const GONE = 410;

type WebhookRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Addresses and networks inside that webhooks may go to. */
  readonly networks: readonly string[];
  readonly signal: AbortSignal;
};

/**
 * Posts JSON and takes any 2xx as received. It goes out into the internet by https, or into one of the
 * listed networks; a redirect is not followed, because it could lead elsewhere.
 * @throws {PortError} `reject-item` where another try would be of no use
 */
export async function postWebhook({ url, ...request }: WebhookRequest): Promise<void> {
  const target = new URL(url);
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(TIMEOUT_MS)]);
  try {
    const status = await post(target, { ...request, signal });
    if (status >= 200 && status < 300) return;
    const detail = `HTTP ${status}`;
    if (status === GONE) throw new PortError('webhook-gone', 'reject-item', { detail });
    throw new PortError('webhook-refused', 'retry', { detail });
  } catch (error) {
    if (error instanceof PortError || request.signal.aborted) throw error;
    throw toWebhookError(error);
  }
}

function post(
  target: URL,
  { headers, body, networks, signal }: Omit<WebhookRequest, 'url'>,
): Promise<number> {
  const isSecure = target.protocol === 'https:';
  // What is not encrypted stays inside.
  const isAllowed = (address: string) =>
    isInNetworks(networks, address) || (isSecure && isPublicAddress(address));
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isAllowed(host)) {
    throw new NotAllowedError('address-not-allowed', host);
  }
  const content = Buffer.from(body);
  const options = {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': content.length,
      'user-agent': 'Custody',
    },
    lookup: checkedLookup(isAllowed),
    signal,
    agent: false,
  } as const;
  return new Promise((resolve, reject) => {
    const request = (isSecure ? https : http).request(target, options, (response) => {
      // What it says beyond the status is of no interest.
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end(content);
  });
}

function toWebhookError(error: unknown): PortError {
  if (error instanceof NotAllowedError) {
    const detail = error.address ?? '';
    return new PortError('webhook-not-allowed', 'fix-settings', { cause: error, detail });
  }
  const detail = codeOf(error);
  return new PortError('webhook-unreachable', 'retry', { cause: error, detail });
}

/** Such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
