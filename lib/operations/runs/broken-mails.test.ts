import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { brokenMails, sampleMails } from '#e2e/fixtures/broken-mails.ts';
import { toGraphMessage } from '#lib/destinations/graph/message-json.ts';
import { fileMessage } from '#lib/destinations/imap/filed-message.ts';
import type { OutgoingMessage } from '#lib/destinations/port.ts';
import { holdReasonOf } from '#lib/domain/items/hold-reason.ts';
import { toMessage } from '#lib/domain/items/to-message.ts';
import { readRawItem } from '#lib/operations/runs/decide-items.ts';

const MAILS = 2_000;
const HANG_MS = 5_000;
const NAME = '000001.eml';
/** Another one each time; printed, and as `seed` it brings the same mails back. */
const SEED = Date.now() % 2 ** 31;

function outgoing(mime: Buffer): OutgoingMessage {
  return {
    deliveryKey: 'key-1',
    runId: 'run-1',
    eventAt: new Date('2026-11-03T15:05:00Z'),
    mime,
    headers: new Map([['X-Custody-Kind', 'telegram']]),
  };
}

/** The original out of the bytes that IMAP files: behind our headers, as the last of them says. */
function originalOf(filed: Buffer): Buffer {
  const [mark = '', how] = /X-Custody-Original: (\S+)\r\n/.exec(filed.toString('latin1')) ?? [];
  const body = filed.subarray(filed.indexOf(mark) + mark.length);
  if (how === 'verbatim') return body;
  if (how === 'lf-to-crlf') {
    return Buffer.from(body.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  }
  const text = body.toString('latin1');
  const attached = text.lastIndexOf('Content-Transfer-Encoding: base64\r\n\r\n');
  return Buffer.from(
    text.slice(text.indexOf('\r\n\r\n', attached), text.lastIndexOf('--custody-')),
    'base64',
  );
}

it(`converts ${MAILS} broken mails for both destinations, or holds them (seed ${SEED})`, async () => {
  const mails = sampleMails(500);
  let held = 0;
  const isKept = fc.asyncProperty(brokenMails(mails), async (bytes) => {
    const before = Buffer.from(bytes);
    const started = performance.now();
    const { parsed } = readRawItem(NAME, { bytes, sha256: hash('sha256', bytes) });
    const judged = { parsed, sizeBytes: bytes.length, mailboxCount: 1, largestItemBytes: Infinity };
    if (parsed === null) {
      held += 1;
      expect(holdReasonOf(judged)).toBe('unreadable');
      return;
    }
    expect(holdReasonOf(judged)).toBeNull();
    const message = outgoing(toMessage(NAME, bytes));
    const filed = Buffer.concat(fileMessage(message).pieces);
    const { attachments } = await toGraphMessage(message);
    expect(performance.now() - started).toBeLessThan(HANG_MS);
    expect(originalOf(filed).equals(before)).toBe(true);
    expect(attachments.at(-1)?.content.equals(before)).toBe(true);
  });
  await fc.assert(isKept, { seed: SEED, numRuns: MAILS });
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThan(MAILS / 2);
}, 120_000);
