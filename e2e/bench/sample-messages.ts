import { createHash } from 'node:crypto';
import { deliveryKey } from '#lib/domain/items/delivery-key.ts';
import { readRealMessages } from '#e2e/fixtures/real-messages.ts';
import { custodyHeaders } from '#lib/domain/items/custody-headers.ts';
import type { OutgoingMessage } from '#lib/destinations/port.ts';

export type MailboxMessages = {
  readonly mailbox: string;
  readonly messages: readonly OutgoingMessage[];
};

type SampleSize = {
  readonly mailboxes: number;
  /** Where the day goes on; 0 when it is left out. */
  readonly firstMessage?: number;
  readonly messagesPerMailbox: number;
  readonly bytesPerMessage: number;
};

/** So many texts of people, used over and over. */
const TEXTS = 5_000;
const texts = readRealMessages(TEXTS).map(({ text }) => text.replaceAll(/\s+/g, ' '));

/**
 * E-mails of texts that people wrote (where the corpus is there) for many mailboxes, the same at every
 * call with the same name.
 */
export function sampleMessages(
  name: string,
  { mailboxes, firstMessage = 0, messagesPerMailbox, bytesPerMessage }: SampleSize,
): readonly MailboxMessages[] {
  return Array.from({ length: mailboxes }, (_, number) => {
    const mailbox = `${name}-${String(number).padStart(3, '0')}@fjord.example`;
    const messages = Array.from({ length: messagesPerMailbox }, (_, index) =>
      sampleMessage(mailbox, firstMessage + index, bytesPerMessage),
    );
    return { mailbox, messages };
  });
}

function sampleMessage(mailbox: string, index: number, sizeBytes: number): OutgoingMessage {
  const connectorId = '5a4d8b0c-0000-4000-8000-000000000001';
  const runId = '5a4d8b0c-0000-4000-8000-000000000002';
  const sourceItemId = createHash('sha256').update(`${mailbox}${index}`).digest('hex');
  const eventAt = new Date(Date.UTC(2026, 4, 1) + index * 37_000);
  const head =
    `Message-ID: <${sourceItemId}@telemessage.example>\r\nDate: ${eventAt.toUTCString()}\r\n` +
    `From: "Jonas Berg 46701234567" <jonas.berg@fjord.example>\r\nTo: <${mailbox}>\r\n` +
    'Subject: Telegram message\r\nMIME-Version: 1.0\r\n' +
    'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n';
  const key = deliveryKey(connectorId, sourceItemId, mailbox);
  return {
    deliveryKey: key,
    runId,
    eventAt,
    mime: Buffer.from(
      head + sampleText(parseInt(sourceItemId.slice(0, 8), 16), sizeBytes - head.length),
    ),
    headers: custodyHeaders({
      kind: 'telegram',
      connectorId,
      runId,
      sourceItemId,
      direction: 'out',
      deliveryKey: key,
    }),
  };
}

/** Lines of texts, of about so many characters in all. */
function sampleText(from: number, length: number): string {
  let text = '';
  for (let next = from; text.length < length; next += 1) {
    text += `${texts[next % texts.length] ?? ''}\r\n`;
  }
  return text;
}
