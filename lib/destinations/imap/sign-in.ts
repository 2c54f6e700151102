import net from 'node:net';
import tls from 'node:tls';
import { AuthenticationFailure, ImapFlow } from 'imapflow';
import { z } from 'zod';
import { type ImapSettings, MAILBOX_PLACEHOLDER } from '#lib/destinations/imap/definition.ts';
import { codeOfConnectError, imapError, toRefusalError } from '#lib/destinations/imap/errors.ts';
import type { ServerTraits, SignedIn } from '#lib/destinations/imap/session.ts';
import type { PortError } from '#lib/domain/errors.ts';

/** What opens the mailboxes; which of the two is needed is a setting. */
export type ImapCredentials = {
  /** An app-only access token for IMAP, of the scope in FACTS 4.6. */
  readonly getToken?: () => Promise<string>;
  readonly password?: string;
};

export type ImapAccount = {
  readonly settings: ImapSettings;
  readonly credentials: ImapCredentials;
  /** Ends a sign-in that is under way. */
  readonly signal: AbortSignal;
};

const CONNECT_TIMEOUT_MS = 20_000;

/**
 * Connects and signs in to a mailbox. imapflow does what has to do with certificates, STARTTLS,
 * greetings and SASL; then the connection is ours (docs/decisions: IMAP commands of our own).
 * @throws {PortError} see errors.ts
 */
export async function signIn(account: ImapAccount, mailbox: string): Promise<SignedIn> {
  const { host, port, security, certificateAuthority } = account.settings;
  const client = new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    doSTARTTLS: security === 'starttls',
    tls: certificateAuthority === undefined ? {} : { ca: certificateAuthority },
    auth: await credentialsOf(account, mailbox),
    clientInfo: { name: 'Custody' },
    logger: false,
    disableAutoIdle: true,
    // Both would change what the connection speaks after it is ours.
    disableAutoEnable: true,
    disableCompression: true,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: CONNECT_TIMEOUT_MS,
  });
  // `connect` throws the same; without a listener it would end the process as well.
  client.on('error', () => undefined);
  const abort = () => {
    client.close();
  };
  account.signal.addEventListener('abort', abort, { once: true });
  try {
    await client.connect();
  } catch (error) {
    client.close();
    throw toSignInError(error);
  } finally {
    account.signal.removeEventListener('abort', abort);
  }
  const { socket } = client.unbind();
  if (!(socket instanceof net.Socket)) throw new Error('imapflow gave no socket of node:net');
  if (security !== 'none' && !(socket instanceof tls.TLSSocket && socket.authorized)) {
    socket.destroy();
    throw imapError('encryption-failed');
  }
  return { socket, traits: traitsOf(client) };
}

function traitsOf({ capabilities, namespace }: ImapFlow): ServerTraits {
  const appendLimit = capabilities.get('APPENDLIMIT');
  return {
    capabilities: new Set([...capabilities.keys()].map((name) => name.toUpperCase())),
    appendLimitBytes: typeof appendLimit === 'number' ? appendLimit : Infinity,
    namespace: { prefix: namespace?.prefix ?? '', delimiter: namespace?.delimiter ?? '' },
  };
}

async function credentialsOf({ settings, credentials }: ImapAccount, mailbox: string) {
  const user = signInName(settings.userName, mailbox);
  const { getToken, password } = credentials;
  if (settings.authentication === 'xoauth2' && getToken !== undefined) {
    return { user, accessToken: await getToken() };
  }
  if (settings.authentication === 'password' && password !== undefined) {
    // Named, because imapflow guesses LOGIN for names with a slash.
    return { user, pass: password, loginMethod: 'AUTH=PLAIN' };
  }
  throw imapError('imap-credentials-missing');
}

/**
 * The name that signs in to a mailbox. A mailbox whose name would mean something else in the
 * template, or in SASL (RFC 4616: NUL; XOAUTH2: 0x01), is refused.
 * @throws {PortError} `mailbox-refused`
 */
export function signInName(template: string, mailbox: string): string {
  const [before = '', after = ''] = template.split(MAILBOX_PLACEHOLDER);
  const neighbours = [before.at(-1), after.at(0)].filter((character) => character !== undefined);
  const isAmbiguous = neighbours.some((character) => mailbox.includes(character));
  if (mailbox === '' || !mailbox.isWellFormed() || /[\p{Cc}\s]/u.test(mailbox) || isAmbiguous) {
    throw imapError('mailbox-refused');
  }
  return before + mailbox + after;
}

/** What imapflow adds to its errors; a reply it could not put in words is an object. */
const signInErrorSchema = z.object({
  code: z.string().optional().catch(undefined),
  /** The tagged reply as a line. */
  response: z.string().optional().catch(undefined),
  /** The server's BYE, when the code is NoConnection. */
  reason: z.string().optional().catch(undefined),
  tlsFailed: z.boolean().optional().catch(undefined),
  throttleReset: z.number().optional().catch(undefined),
});

function toSignInError(error: unknown): PortError {
  const fields = signInErrorSchema.safeParse(error).data ?? {};
  if (fields.code === 'NoConnection' && fields.reason !== undefined) {
    return toRefusalError({ status: 'BYE', text: fields.reason }, 'sign-in');
  }
  if (error instanceof AuthenticationFailure || fields.response !== undefined) {
    const [, status, text = ''] = /^\S+ (NO|BAD) (.*)$/s.exec(fields.response ?? '') ?? [];
    return toRefusalError({ status: status === 'BAD' ? 'BAD' : 'NO', text }, 'sign-in');
  }
  const retryAfterMs = fields.throttleReset;
  const code = codeOfConnectError(error);
  const isOnlyKnownAsTls = fields.tlsFailed === true && code === 'connection-lost';
  return imapError(isOnlyKnownAsTls ? 'encryption-failed' : code, {
    cause: error,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
