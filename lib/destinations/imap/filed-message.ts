import { createHash, hash } from 'node:crypto';
import type { OutgoingMessage } from '#lib/destinations/port.ts';
import {
  type HeaderField,
  hasMessageId,
  headerField,
  readHeaderFields,
  unfolded,
} from '#lib/destinations/imap/header-section.ts';
import { lineEndingsOf, withCrlf } from '#lib/destinations/imap/line-endings.ts';
import { wrapOriginal } from '#lib/destinations/imap/wrap-original.ts';

export const DELIVERY_KEY_HEADER = 'X-Custody-Delivery-Key';
export const RUN_HEADER = 'X-Custody-Run';
/** The last header before the original, and how the original follows: see `bodyOf`. */
const ORIGINAL_HEADER = 'X-Custody-Original';

/** Up to here copying costs less than a second call of the hash. */
const SMALL_BYTES = 64 * 1024;

/** The bytes that are filed; those of a large message in two pieces, so that it is not copied. */
export type FiledMessage = {
  readonly deliveryKey: string;
  readonly eventAt: Date;
  readonly pieces: readonly Buffer[];
  readonly sizeBytes: number;
  readonly sha256: string;
};

/**
 * The message as it is filed: our headers, then the original. Ours come first because that is how
 * they are told from those a sender may have made up (`readCustodyHeaders`).
 */
export function fileMessage(message: OutgoingMessage): FiledMessage {
  const { deliveryKey, runId, eventAt, mime } = message;
  const { body, original } = bodyOf(mime);
  const lines = [headerField(DELIVERY_KEY_HEADER, deliveryKey), headerField(RUN_HEADER, runId)];
  for (const [name, value] of message.headers) {
    if (name !== DELIVERY_KEY_HEADER && name !== RUN_HEADER) lines.push(headerField(name, value));
  }
  if (!hasMessageId(body)) {
    lines.push(headerField('Message-ID', `<${deliveryKey}@custody.invalid>`));
  }
  // Last, so that an original that begins with a blank continues this line and none that counts.
  lines.push(headerField(ORIGINAL_HEADER, original));
  const head = Buffer.from(lines.join(''), 'latin1');
  const sizeBytes = head.length + body.length;
  if (sizeBytes > SMALL_BYTES) {
    const sha256 = createHash('sha256').update(head).update(body).digest('hex');
    return { deliveryKey, eventAt, pieces: [head, body], sizeBytes, sha256 };
  }
  const whole = Buffer.concat([head, body], sizeBytes);
  return { deliveryKey, eventAt, pieces: [whole], sizeBytes, sha256: hash('sha256', whole) };
}

/** The original can be had back from the mailbox byte for byte, whichever of the three it is. */
function bodyOf(mime: Buffer): { readonly body: Buffer; readonly original: string } {
  switch (lineEndingsOf(mime)) {
    case 'crlf':
      return { body: mime, original: 'verbatim' };
    case 'lf':
      return { body: withCrlf(mime), original: 'lf-to-crlf' };
    case 'mixed':
      return { body: wrapOriginal(mime), original: 'attached' };
  }
}

/**
 * What our headers say: the first of each name, since ours are above whatever the original has.
 * @returns undefined when it is no message of ours.
 */
export function readCustodyHeaders(
  beginning: Buffer,
): { readonly deliveryKey: string; readonly runId: string } | undefined {
  const fields = readHeaderFields(beginning);
  const deliveryKey = firstValue(fields, DELIVERY_KEY_HEADER);
  const runId = firstValue(fields, RUN_HEADER);
  return deliveryKey === undefined || runId === undefined ? undefined : { deliveryKey, runId };
}

function firstValue(fields: readonly HeaderField[], name: string): string | undefined {
  const field = fields.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  return field && unfolded(field.value);
}
