import { createTransport } from 'nodemailer';
import type { MailSettings } from '#lib/domain/alerts/mail-settings.ts';
import { PortError, type Disposition } from '#lib/domain/errors.ts';

const TIMEOUT_MS = 15_000;
const LONGEST_DETAIL = 200;
const PERMANENT = 500;

export type Mail = {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same each time it is tried, so that a second copy is known as one. */
  readonly messageId: string;
};

/**
 * Hands a mail to the deployment's mail server.
 * @throws {PortError} `reject-item` where the server will never take it
 */
export async function sendMail(settings: MailSettings, mail: Mail): Promise<void> {
  const { host, port, security, credentials, from } = settings;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(credentials && { auth: { user: credentials.user, pass: credentials.password } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { to, ...content } = mail;
    await transport.sendMail({
      ...content,
      from,
      to: [...to],
      // So that no absence notice answers (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } catch (error) {
    throw toMailError(error);
  } finally {
    transport.close();
  }
}

/** By nodemailer's codes: https://nodemailer.com/errors */
const byCode: Readonly<Record<string, readonly [code: string, disposition: Disposition]>> = {
  EAUTH: ['mail-sign-in-refused', 'fix-settings'],
  ENOAUTH: ['mail-sign-in-refused', 'fix-settings'],
  ETLS: ['mail-not-encrypted', 'fix-settings'],
};

function toMailError(error: unknown): PortError {
  const code = property(error, 'code');
  const responseCode = property(error, 'responseCode');
  const response = property(error, 'response');
  const [seen = 'unknown'] = [response, code].filter((one) => typeof one === 'string');
  const options = { cause: error, detail: seen.slice(0, LONGEST_DETAIL) };
  const known = typeof code === 'string' ? byCode[code] : undefined;
  if (known !== undefined) return new PortError(...known, options);
  if (typeof responseCode === 'number') {
    if (responseCode >= PERMANENT) return new PortError('mail-refused', 'reject-item', options);
    return new PortError('mail-refused', 'retry', options);
  }
  return new PortError('mail-server-unreachable', 'retry', options);
}

function property(error: unknown, name: 'code' | 'responseCode' | 'response'): unknown {
  return error instanceof Error && name in error ? Reflect.get(error, name) : undefined;
}
