import { hash } from 'node:crypto';
import type { Address, Attachment, Email } from 'postal-mime';
import { custodyProperty } from '#lib/destinations/graph/custody-properties.ts';
import { readMail, REST_IN_ORIGINAL } from '#lib/destinations/graph/read-mail.ts';
import { transportHeaders } from '#lib/destinations/graph/transport-headers.ts';
import type { OutgoingMessage } from '#lib/destinations/port.ts';

/** Of a message in all (FACTS 4.4). The original keeps whoever is beyond it. */
const MOST_RECIPIENTS = 500;
const LONGEST_SUBJECT = 255;
const LONGEST_FILE_NAME = 255;
/** Leaves room in a request of 4 MB whatever the characters take in JSON. */
const LONGEST_BODY = 500_000;

export type FileAttachment = {
  readonly name: string;
  readonly contentType: string;
  readonly contentId: string | undefined;
  readonly isInline: boolean;
  readonly content: Buffer;
};

export type GraphMessage = {
  readonly deliveryKey: string;
  readonly sha256: string;
  /** Body of the request that creates it, without attachments and without `CustodyComplete`. */
  readonly json: Readonly<Record<string, unknown>> & {
    readonly singleValueExtendedProperties: readonly { id: string; value: string }[];
  };
  /** Those of the message, then the original. */
  readonly attachments: readonly FileAttachment[];
};

/**
 * The message as Graph takes it: filed as read and not as a draft, dated by its event. Graph ignores
 * dates and headers in their own fields at creation and honours MAPI properties instead (FACTS 4.2,
 * MS-OXPROPS for the tags).
 */
export async function toGraphMessage(message: OutgoingMessage): Promise<GraphMessage> {
  const { mime, deliveryKey, runId } = message;
  const email = await readMail(mime);
  const sha256 = hash('sha256', mime);
  const eventAt = message.eventAt.toISOString();
  const [from] = toRecipients(email.from ? [email.from] : []);
  const [sender = from] = toRecipients(email.sender ? [email.sender] : []);
  const toRecipientList = toRecipients(email.to ?? []).slice(0, MOST_RECIPIENTS);
  const ccRecipientList = toRecipients(email.cc ?? []);
  return {
    deliveryKey,
    sha256,
    json: {
      subject: (email.subject ?? '').slice(0, LONGEST_SUBJECT).toWellFormed(),
      body: toBody(email),
      ...(from && { from }),
      ...(sender && { sender }),
      toRecipients: toRecipientList,
      ccRecipients: ccRecipientList.slice(0, MOST_RECIPIENTS - toRecipientList.length),
      ...(email.messageId && { internetMessageId: email.messageId }),
      singleValueExtendedProperties: [
        // PidTagMessageFlags: read (1), and no unsent (8), which would make it a draft.
        { id: 'Integer 0x0E07', value: '1' },
        // PidTagMessageDeliveryTime and PidTagClientSubmitTime.
        { id: 'SystemTime 0x0E06', value: eventAt },
        { id: 'SystemTime 0x0039', value: eventAt },
        // PidTagTransportMessageHeaders.
        { id: 'String 0x007D', value: transportHeaders(message) },
        custodyProperty('deliveryKey', deliveryKey),
        custodyProperty('runId', runId),
        custodyProperty('sha256', sha256),
      ],
    },
    attachments: [...email.attachments.map(toFileAttachment), original(mime)],
  };
}

/** Evidence: a message in Exchange is taken apart, its original stays what it was, byte for byte. */
function original(mime: Buffer): FileAttachment {
  return {
    name: 'original-message.eml',
    contentType: 'message/rfc822',
    contentId: undefined,
    isInline: false,
    content: mime,
  };
}

function toBody({ html, text = '' }: Email) {
  // The parser ends every text with a line break that the message may not have.
  const content = (html ?? text.replace(/\n$/, '')).replaceAll('\0', '');
  const contentType = html === undefined ? 'text' : 'html';
  if (content.length <= LONGEST_BODY) return { contentType, content };
  // Cut HTML may be broken in any place; Exchange mends it as browsers do.
  const shown = content.slice(0, LONGEST_BODY).toWellFormed();
  return { contentType, content: `${shown}\n${REST_IN_ORIGINAL}` };
}

function toRecipients(addresses: readonly Address[]) {
  return addresses
    .flatMap((entry) => (entry.group === undefined ? [entry] : entry.group))
    .filter(({ name, address }) => name !== '' || address !== '')
    .map(({ name, address }) => ({
      emailAddress: { ...(name !== '' && { name }), ...(address !== '' && { address }) },
    }));
}

function toFileAttachment(attachment: Attachment, index: number): FileAttachment {
  const { filename, mimeType, contentId, content, related } = attachment;
  return {
    name: fileName(filename) || `attachment-${index + 1}`,
    contentType: mimeType,
    contentId: contentId?.replace(/^<|>$/g, ''),
    isInline: related ?? false,
    content: typeof content === 'string' ? Buffer.from(content) : toBuffer(content),
  };
}

/** Only the last part of a path, without what no file name can hold, as Exchange would store it. */
function fileName(name: string | null): string {
  const last = (name ?? '').toWellFormed().split(/[/\\]/).at(-1) ?? '';
  return last
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(-LONGEST_FILE_NAME);
}

function toBuffer(content: ArrayBuffer | Uint8Array): Buffer {
  return content instanceof Uint8Array
    ? Buffer.from(content.buffer, content.byteOffset, content.byteLength)
    : Buffer.from(content);
}
