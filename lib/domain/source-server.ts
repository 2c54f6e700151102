import { z } from 'zod';

/** Where to connect to: a name, or an address without brackets. Part of a source's settings. */
export const sourceServerSchema = z.object({ host: z.string(), port: z.int() });
export type SourceServer = Readonly<z.infer<typeof sourceServerSchema>>;

/** An entry of the deployment's list. A host `*.example.com` is every name below example.com. */
export type AllowedServer = { readonly host: string; readonly port: number | 'any' };

/** Which servers a deployment connects to, decided once more for every connection. */
export type ServerPolicy = {
  readonly servers: readonly AllowedServer[];
  /**
   * Addresses and networks (`10.1.2.0/24`) that names may lead to although they are not public. An
   * address that stands in `servers` itself needs no entry here.
   */
  readonly networks: readonly string[];
};

const DEFAULT_PORT = 22;
const MAXIMUM_PORT = 65_535;
const HOST_AND_PORT = /^(?<host>\[[^\]]+\]|[^:[\]]+)(?::(?<port>\d{1,5}|\*))?$/;
const FORBIDDEN = /[\s/@?#\\%]/;

/** `host`, `host:port`, `[address]:port`; null when it is none of them. */
export function parseServer(text: string, defaultPort = DEFAULT_PORT): SourceServer | null {
  const parsed = parse(text, defaultPort);
  return parsed === null || parsed.port === 'any' || parsed.host.includes('*')
    ? null
    : { host: parsed.host, port: parsed.port };
}

/** As {@link parseServer}, and `*.host`, and the port `*` for any; null when it is none of them. */
export function parseAllowedServer(text: string, defaultPort = DEFAULT_PORT): AllowedServer | null {
  const isWildcard = text.trim().startsWith('*.');
  const parsed = parse(isWildcard ? text.trim().slice(2) : text, defaultPort);
  if (parsed === null || parsed.host.includes('*')) return null;
  return isWildcard ? { ...parsed, host: `*.${parsed.host}` } : parsed;
}

/** Knows the server in whatever spelling. */
export function isAllowedServer({ servers }: ServerPolicy, server: SourceServer): boolean {
  const normal = normaliseServer(server);
  if (normal === null) return false;
  const { host, port } = normal;
  return servers.some(
    (allowed) =>
      (allowed.port === 'any' || allowed.port === port) &&
      (allowed.host.startsWith('*.')
        ? host.endsWith(allowed.host.slice(1)) && host.length >= allowed.host.length
        : host === allowed.host),
  );
}

/** In the spelling of {@link parseServer}. */
export function normaliseServer(server: SourceServer): SourceServer | null {
  return parseServer(formatServer(server));
}

export function isSameServer(one: SourceServer, other: SourceServer): boolean {
  return one.host === other.host && one.port === other.port;
}

/** As it is typed and shown. */
export function formatServer({ host, port }: AllowedServer): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return `${name}:${port === 'any' ? '*' : port}`;
}

/** Only whether the form is right; whether the deployment allows it is decided on the server. */
export const serverFieldSchema = z
  .string()
  .trim()
  .max(300, 'server-invalid')
  .refine((text) => parseServer(text) !== null, 'server-invalid');

function parse(text: string, defaultPort: number): AllowedServer | null {
  const { host, port } = HOST_AND_PORT.exec(text.trim())?.groups ?? {};
  if (host === undefined || FORBIDDEN.test(host)) return null;
  const name = normaliseHost(host);
  const number = port === '*' ? 'any' : port === undefined ? defaultPort : Number(port);
  if (name === null || (number !== 'any' && (number < 1 || number > MAXIMUM_PORT))) return null;
  return { host: name, port: number };
}

/**
 * Lower case, names in their ASCII form, addresses in their usual one: `0x7f.1` is `127.0.0.1`, so
 * that no other spelling passes by a list.
 */
function normaliseHost(host: string): string | null {
  const url = URL.parse(`http://${host}/`);
  if (url === null || url.username !== '' || url.pathname !== '/') return null;
  const name = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return name === '' || name.length > 253 ? null : name;
}
