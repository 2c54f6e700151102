import { describe, expect, it } from 'vitest';
import {
  codeOfConnectError,
  codeOfRefusal,
  imapError,
  toRefusalError,
} from '#lib/destinations/imap/errors.ts';

describe('a refusal of the server', () => {
  it.each([
    ['append', 'NO', '[OVERQUOTA] Quota exceeded', 'mailbox-full', 'reject-item'],
    ['append', 'NO', '[TRYCREATE] No such folder', 'folder-missing', 'retry'],
    ['read', 'NO', '[NONEXISTENT] Unknown Mailbox', 'folder-missing', 'retry'],
    ['append', 'NO', '[LIMIT] Too many keywords', 'message-refused', 'reject-item'],
    ['sign-in', 'NO', '[LIMIT] Maximum', 'too-many-connections', 'retry'],
    ['folder', 'NO', '[LIMIT] Too many folders', 'folder-refused', 'fix-settings'],
    ['read', 'NO', '[LIMIT] Too many', 'imap-unavailable', 'retry'],
    ['append', 'NO', '[TOOBIG] Message too large', 'message-too-large', 'reject-item'],
    ['open', 'NO', '[LIMIT] Too many', 'imap-unavailable', 'retry'],
    ['append', 'NO', '[UNAVAILABLE] Try later', 'imap-unavailable', 'retry'],
    ['sign-in', 'NO', '[UNAVAILABLE] Try later', 'imap-unavailable', 'retry'],
    ['sign-in', 'NO', '[AUTHENTICATIONFAILED] Failed', 'sign-in-refused', 'reauthorize'],
    ['sign-in', 'NO', '[AUTHORIZATIONFAILED] Not yours', 'mailbox-refused', 'reject-item'],
    ['sign-in', 'NO', '[EXPIRED] Password expired', 'sign-in-expired', 'reauthorize'],
    ['sign-in', 'NO', '[PRIVACYREQUIRED] TLS first', 'encryption-failed', 'fix-settings'],
    ['sign-in', 'NO', '[CONTACTADMIN] Ask them', 'imap-administrator-asked', 'fix-settings'],
    ['append', 'NO', '[INUSE] Locked', 'imap-unavailable', 'retry'],
    ['append', 'NO', '[SERVERBUG] Internal error', 'imap-server-fault', 'retry'],
    ['append', 'NO', '[CORRUPTION] Damaged', 'imap-server-fault', 'retry'],
    ['folder', 'NO', '[NOPERM] No permission', 'mailbox-not-permitted', 'reject-item'],
    ['folder', 'NO', '[CANNOT] Invalid mailbox name', 'folder-refused', 'fix-settings'],
    ['folder', 'NO', '[ALREADYEXISTS] There', 'folder-refused', 'fix-settings'],
    ['folder', 'NO', '[CLIENTBUG] Wrong', 'imap-not-understood', 'fix-settings'],
    ['sign-in', 'NO', 'AUTHENTICATE failed.', 'sign-in-refused', 'reauthorize'],
    ['open', 'NO', "Mailbox doesn't exist", 'folder-refused', 'fix-settings'],
    ['folder', 'NO', 'no reason', 'folder-refused', 'fix-settings'],
    ['append', 'NO', 'no reason', 'message-refused', 'reject-item'],
    ['read', 'NO', 'no reason', 'imap-server-fault', 'retry'],
    ['append', 'NO', '[UNHEARD-OF] What', 'message-refused', 'reject-item'],
    ['append', 'BAD', 'Command Argument Error. 12', 'message-refused', 'reject-item'],
    ['folder', 'BAD', 'Command Argument Error. 12', 'imap-not-understood', 'fix-settings'],
    ['folder', 'BAD', 'User is authenticated but not connected.', 'mailbox-refused', 'reject-item'],
    ['append', 'BAD', 'Session invalidated - AccessTokenExpired', 'token-expired', 'retry'],
    [
      'append',
      'BAD',
      'Request is throttled. Suggested Backoff Time: 5 milliseconds',
      'imap-throttled',
      'retry',
    ],
    ['append', 'BAD', 'Server Unavailable. 15', 'imap-unavailable', 'retry'],
    ['append', 'BYE', 'Connection closed', 'connection-lost', 'retry'],
    ['append', 'BYE', '[UNAVAILABLE] Shutting down', 'imap-unavailable', 'retry'],
    ['sign-in', 'BYE', 'Too many connections', 'too-many-connections', 'retry'],
  ] as const)('to %s: %s %s means %s, %s', (command, status, text, code, disposition) => {
    expect(codeOfRefusal({ status, text }, command)).toBe(code);
    expect(toRefusalError({ status, text }, command).disposition).toBe(disposition);
  });

  it('says how long to wait when the server does', () => {
    const text = 'Request is throttled. Suggested Backoff Time: 92415 milliseconds';
    expect(toRefusalError({ status: 'BAD', text }, 'append').retryAfterMs).toBe(92_415);
    const other = toRefusalError({ status: 'NO', text: '[UNAVAILABLE] later' }, 'append');
    expect(other.retryAfterMs).toBeUndefined();
  });
});

describe('an error of the connection', () => {
  it.each([
    ['ENOTFOUND', 'host-unknown', 'fix-settings'],
    ['EAI_AGAIN', 'unreachable', 'retry'],
    ['ECONNREFUSED', 'unreachable', 'retry'],
    ['EHOSTUNREACH', 'unreachable', 'retry'],
    ['ECONNRESET', 'connection-lost', 'retry'],
    ['EPIPE', 'connection-lost', 'retry'],
    ['ETIMEDOUT', 'timed-out', 'retry'],
    ['CONNECT_TIMEOUT', 'timed-out', 'retry'],
    ['GREETING_TIMEOUT', 'timed-out', 'retry'],
    ['NoConnection', 'connection-lost', 'retry'],
    ['ETHROTTLE', 'imap-throttled', 'retry'],
    ['CERT_HAS_EXPIRED', 'certificate-refused', 'fix-settings'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-refused', 'fix-settings'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-refused', 'fix-settings'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'encryption-failed', 'fix-settings'],
    ['STARTTLS_INJECTION', 'encryption-failed', 'fix-settings'],
    ['ParserError5', 'not-an-imap-server', 'fix-settings'],
    ['SOMETHING_NEW', 'connection-lost', 'retry'],
  ])('%s means %s, %s', (code, expected, disposition) => {
    const found = codeOfConnectError(Object.assign(new Error('failed'), { code }));
    expect(found).toBe(expected);
    expect(imapError(found).disposition).toBe(disposition);
  });

  it('without a code is a lost connection', () => {
    expect(codeOfConnectError(new Error('closed'))).toBe('connection-lost');
    expect(codeOfConnectError('closed')).toBe('connection-lost');
  });
});
