import { hash } from 'node:crypto';
import { parseEventTime } from '#lib/domain/items/event-time.ts';
import type { ParsedItem } from '#lib/domain/items/item.ts';
import { readParticipants } from '#lib/domain/items/participants.ts';
import { type MailHeaders, readHeaders } from '#lib/domain/items/read-headers.ts';
import { toStorableText } from '#lib/domain/items/storable-text.ts';

/** Longest line of a mail (RFC 5322 2.1.1); an id beyond it is no id. */
const LONGEST_ID = 998;

export type ParsedEml =
  | { readonly ok: true; readonly item: ParsedItem }
  /** Not an e-mail, or one whose headers go on beyond all measure. */
  | { readonly ok: false; readonly code: 'item-unreadable' };

/**
 * Reads an item that came as an e-mail file: its headers, which are those of docs/package-format.md.
 * They may be as broken as they like: what cannot be read is null. What follows them is delivered as
 * it is, and never looked at.
 */
export function parseEml(bytes: Buffer): ParsedEml {
  const headers = readHeaders(bytes);
  if (headers === null || !FAMILIAR_HEADERS.some((name) => headers.has(name))) {
    return { ok: false, code: 'item-unreadable' };
  }
  return {
    ok: true,
    item: {
      sourceItemId: readMessageId(headers) ?? hash('sha256', bytes),
      eventAt: parseEventTime(findText(headers, 'date') ?? ''),
      participants: readParticipants(headers, findText(headers, 'x-telemessage-user-email')),
      direction: readDirection(findText(headers, 'x-telemessage-direction')),
      context: findText(headers, 'x-telemessage-message-context'),
      conversationId: findText(headers, 'x-telemessage-conversation-id'),
      largestAttachmentBytes: null,
      sizeBytes: bytes.length,
    },
  };
}

/** One of these at least is in every e-mail; bytes without any are something else. */
const FAMILIAR_HEADERS = ['from', 'to', 'date', 'message-id', 'subject', 'content-type'];

function readMessageId(headers: MailHeaders): string | null {
  const id = findText(headers, 'message-id')?.replace(/^<|>$/g, '').trim() ?? '';
  return id !== '' && id.length <= LONGEST_ID ? id : null;
}

/** The first header of that name, clean of what a database text cannot hold. */
function findText(headers: MailHeaders, name: string): string | null {
  const [value] = headers.get(name) ?? [];
  return value === undefined ? null : toStorableText(value) || null;
}

function readDirection(value: string | null): 'in' | 'out' | null {
  const direction = value?.toLowerCase();
  return direction === 'in' || direction === 'out' ? direction : null;
}
