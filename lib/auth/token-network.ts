import type { INetworkModule } from '@azure/msal-node';

type Request = Parameters<INetworkModule['sendPostRequestAsync']>[1];

const TIMEOUT_MS = 20_000;

/**
 * How MSAL reaches the identity provider: with a time limit, which its own client lacks. MSAL speaks
 * to `https:` only; with `insecureOrigin` (the sandbox's, on the loopback interface) requests to that
 * host go by `http:`, and addresses in its answers come back as `https:`.
 */
export function tokenNetwork(insecureOrigin: string | undefined): INetworkModule {
  const secureOrigin = insecureOrigin?.replace(/^http:/, 'https:');

  async function send(method: 'GET' | 'POST', address: string, request: Request) {
    const response = await fetch(toInsecure(address), {
      method,
      ...(request?.headers === undefined ? {} : { headers: request.headers }),
      ...(request?.body === undefined ? {} : { body: request.body }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- MSAL checks what it got
      body: JSON.parse(toSecure(await response.text())),
    };
  }

  function toInsecure(address: string): string {
    if (insecureOrigin === undefined || secureOrigin === undefined) return address;
    return address.startsWith(`${secureOrigin}/`)
      ? insecureOrigin + address.slice(secureOrigin.length)
      : address;
  }

  function toSecure(text: string): string {
    if (insecureOrigin === undefined || secureOrigin === undefined) return text;
    return text.replaceAll(`${insecureOrigin}/`, `${secureOrigin}/`);
  }

  return {
    sendGetRequestAsync: (address, request) => send('GET', address, request),
    sendPostRequestAsync: (address, request) => send('POST', address, request),
  };
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * The origin of a sign-in address that is not https: the sandbox's, or none.
 * @throws {Error} for `http:` anywhere but on this machine: a secret would go out in the clear
 */
export function findInsecureOrigin(loginUrl: string): string | undefined {
  const { protocol, hostname, origin } = new URL(loginUrl);
  if (protocol === 'https:') return undefined;
  if (protocol === 'http:' && LOOPBACK.has(hostname)) return origin;
  throw new Error(`${origin}: expected https for a sign-in service on another machine`);
}
