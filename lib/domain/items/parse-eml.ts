import { createHash } from 'node:crypto';
import PostalMime, { type Email } from 'postal-mime';
import { parseEventTime } from '#lib/domain/items/event-time.ts';
import type { ParsedItem } from '#lib/domain/items/item.ts';
import { readParticipants } from '#lib/domain/items/participants.ts';
import { toStorableText } from '#lib/domain/items/storable-text.ts';

/** Longest line of a mail (RFC 5322 2.1.1); an id beyond it is no id. */
const LONGEST_ID = 998;

export type ParsedEml =
  | { readonly ok: true; readonly item: ParsedItem }
  /** Not an e-mail, or one nested so deeply that reading it would be unsafe. */
  | { readonly ok: false; readonly code: 'item-unreadable' };

/**
 * Reads an item that came as an e-mail file. Headers and charsets may be as broken as they like: what
 * cannot be read is null. The headers are those of docs/package-format.md.
 */
export async function parseEml(bytes: Buffer): Promise<ParsedEml> {
  const email = await readEmail(bytes);
  if (email?.headers.some(({ key }) => FAMILIAR_HEADERS.has(key)) !== true) {
    return { ok: false, code: 'item-unreadable' };
  }
  return {
    ok: true,
    item: {
      sourceItemId: readMessageId(email) ?? createHash('sha256').update(bytes).digest('hex'),
      eventAt: parseEventTime(findHeader(email, 'date') ?? ''),
      participants: readParticipants(email, findHeader(email, 'x-telemessage-user-email')),
      direction: readDirection(findHeader(email, 'x-telemessage-direction')),
      context: findHeader(email, 'x-telemessage-message-context'),
      conversationId: findHeader(email, 'x-telemessage-conversation-id'),
      largestAttachmentBytes: Math.max(0, ...email.attachments.map(attachmentBytes)),
      sizeBytes: bytes.length,
    },
  };
}

/** One of these at least is in every e-mail; bytes without any are something else. */
const FAMILIAR_HEADERS = new Set(['from', 'to', 'date', 'message-id', 'subject', 'content-type']);

async function readEmail(bytes: Buffer): Promise<Email | null> {
  try {
    // A mail inside the mail is an attachment like any other: it counts for the size limit.
    return await PostalMime.parse(bytes, { forceRfc822Attachments: true });
  } catch {
    // Its limits on nesting and on the size of headers are the only things it refuses.
    return null;
  }
}

function readMessageId(email: Email): string | null {
  const id = findHeader(email, 'message-id')?.replace(/^<|>$/g, '').trim() ?? '';
  return id !== '' && id.length <= LONGEST_ID ? id : null;
}

/** The first header of that name, clean of what a database text cannot hold. */
function findHeader(email: Email, key: string): string | null {
  const value = email.headers.find((header) => header.key === key)?.value;
  return value === undefined ? null : toStorableText(value) || null;
}

function readDirection(value: string | null): 'in' | 'out' | null {
  const direction = value?.toLowerCase();
  return direction === 'in' || direction === 'out' ? direction : null;
}

function attachmentBytes({ content }: Email['attachments'][number]): number {
  return typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
}
