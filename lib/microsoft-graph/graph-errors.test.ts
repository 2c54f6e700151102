import { describe, expect, it } from 'vitest';
import { pauseMsOf, toGraphError, toNetworkError } from '#lib/microsoft-graph/graph-errors.ts';

function reply(status: number, graphCode?: string, headers: Readonly<Record<string, string>> = {}) {
  const body = graphCode === undefined ? undefined : { error: { code: graphCode, message: 'No.' } };
  return { status, headers: new Map(Object.entries(headers)), body };
}

describe('toGraphError', () => {
  it.each([
    [400, 'UnableToDeserializePostBody', 'request-refused', 'reject-item'],
    [405, 'Request_BadRequest', 'request-refused', 'reject-item'],
    [401, 'InvalidAuthenticationToken', 'graph-sign-in-refused', 'reauthorize'],
    [403, 'ErrorAccessDenied', 'graph-access-denied', 'reauthorize'],
    [403, 'Authorization_RequestDenied', 'graph-access-denied', 'reauthorize'],
    [404, 'ErrorInvalidUser', 'mailbox-missing', 'reject-item'],
    [404, 'MailboxNotEnabledForRESTAPI', 'mailbox-missing', 'reject-item'],
    [404, 'ErrorItemNotFound', 'graph-not-found', 'retry'],
    [404, undefined, 'graph-not-found', 'retry'],
    [409, 'ErrorFolderExists', 'folder-exists', 'retry'],
    [409, 'ErrorIrresolvableConflict', 'conflict', 'retry'],
    [412, 'ErrorIrresolvableConflict', 'conflict', 'retry'],
    [413, 'RequestEntityTooLarge', 'too-large-for-mailbox', 'reject-item'],
    [400, 'ErrorMessageSizeExceeded', 'too-large-for-mailbox', 'reject-item'],
    [400, 'ErrorAttachmentSizeLimitExceeded', 'too-large-for-mailbox', 'reject-item'],
    [423, undefined, 'mailbox-unavailable', 'retry'],
    [503, 'ErrorMailboxStoreUnavailable', 'mailbox-unavailable', 'retry'],
    [503, 'ErrorMailboxMoveInProgress', 'mailbox-unavailable', 'retry'],
    [429, 'ApplicationThrottled', 'throttled', 'retry'],
    [507, 'ErrorQuotaExceeded', 'mailbox-full', 'reject-item'],
  ])('takes %i %s for %s', (status, graphCode, code, disposition) => {
    const error = toGraphError(reply(status, graphCode), { isWrite: true });
    expect(error).toMatchObject({ name: 'PortError', code, disposition, isInDoubt: false });
  });

  it.each([302, 408, 500, 502, 503, 504])('doubts what a %i left undone', (status) => {
    const unavailable = { code: 'graph-unavailable', disposition: 'retry' };
    expect(toGraphError(reply(status), { isWrite: true })).toMatchObject({
      ...unavailable,
      isInDoubt: true,
    });
    expect(toGraphError(reply(status), { isWrite: false })).toMatchObject({
      ...unavailable,
      isInDoubt: false,
    });
  });

  it('reads how long to wait, in seconds or as a date', () => {
    const waits = (value: string) =>
      toGraphError(reply(429, 'TooManyRequests', { 'retry-after': value }), { isWrite: true })
        .retryAfterMs;
    expect(waits('120')).toBe(120_000);
    expect(waits(new Date(Date.now() + 60_000).toUTCString())).toBeGreaterThan(50_000);
    expect(waits(new Date(0).toUTCString())).toBe(0);
    expect(waits('soon')).toBeUndefined();
  });

  it('tells how long to leave a mailbox alone, whatever else the reply says', () => {
    expect(pauseMsOf(reply(429, 'TooManyRequests', { 'retry-after': '7' }))).toBe(7_000);
    expect(pauseMsOf(reply(429))).toBe(10_000);
    expect(pauseMsOf(reply(503, undefined, { 'retry-after': '120' }))).toBe(120_000);
    expect(pauseMsOf(reply(503))).toBeUndefined();
    expect(pauseMsOf(reply(200))).toBeUndefined();
  });

  it('quotes no message, which could name a person', () => {
    const error = toGraphError(reply(404, 'ErrorInvalidUser'), { isWrite: true });
    expect(error.cause).toEqual(new Error('Graph 404 ErrorInvalidUser'));
  });
});

describe('toNetworkError', () => {
  const failed = (code: string, syscall?: string) =>
    Object.assign(new Error(code), { code, syscall });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED'])(
    'knows that nothing was sent after %s',
    (code) => {
      expect(toNetworkError(failed(code), { isWrite: true })).toMatchObject({
        code: 'graph-unavailable',
        disposition: 'retry',
        isInDoubt: false,
      });
    },
  );

  it('knows that nothing was sent when the connection was never there', () => {
    expect(toNetworkError(failed('ETIMEDOUT', 'connect'), { isWrite: true }).isInDoubt).toBe(false);
  });

  it.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT'])('doubts %s', (code) => {
    expect(toNetworkError(failed(code), { isWrite: true }).isInDoubt).toBe(true);
    expect(toNetworkError(failed(code), { isWrite: false }).isInDoubt).toBe(false);
  });

  it('doubts a request that timed out', () => {
    const timedOut = new DOMException('timed out', 'TimeoutError');
    expect(toNetworkError(timedOut, { isWrite: true }).isInDoubt).toBe(true);
  });
});
