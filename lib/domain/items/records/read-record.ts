import { createHash } from 'node:crypto';
import { toStorableText } from '#lib/domain/items/storable-text.ts';
import { readMedia, type Media } from '#lib/domain/items/records/record-media.ts';
import { readPeople, type People } from '#lib/domain/items/records/record-people.ts';
import { readRecordTime } from '#lib/domain/items/records/record-time.ts';
import { recordSchema, type MessageRecord } from '#lib/domain/items/records/record-schema.ts';
import type { DateTime } from 'luxon';

/** With its header's name it still fits a line of a mail (RFC 5322 2.1.1); beyond it is no id. */
const LONGEST_ID = 900;

/** A message record with everything in it understood. */
export type ReadRecord = {
  readonly record: MessageRecord;
  readonly sourceItemId: string;
  /** In the zone that the record names, else in UTC. */
  readonly eventAt: DateTime<true> | null;
  readonly people: People;
  readonly direction: 'in' | 'out' | null;
  readonly context: string | null;
  readonly conversationId: string | null;
  readonly media: readonly Media[];
};

/** Reads a message record. Null when the bytes are none, or when something in it cannot be had. */
export function readRecord(bytes: Buffer): ReadRecord | null {
  const parsed = recordSchema.safeParse(readJson(bytes));
  if (!parsed.success) return null;
  const record = parsed.data;
  const media = readMedia(record.attachment);
  const people = readPeople(record);
  if (media === null || isEmpty(record)) return null;
  return {
    record,
    sourceItemId: readSourceItemId(record, bytes),
    eventAt: readRecordTime(record.messageTime, record.timeZone),
    people,
    direction: readDirection(record.direction),
    context: idOrNull(record.messageContext),
    conversationId: idOrNull(record.dialogGroupId) ?? conversationOf(people),
    media,
  };
}

function readJson(bytes: Buffer): unknown {
  try {
    // Drops a byte order mark, and refuses what is not UTF-8 instead of replacing it.
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

/** JSON that says nothing a record says is some other file. */
function isEmpty({ messageId, messageTime, from, to, textContent }: MessageRecord): boolean {
  return [messageId, messageTime, from, textContent].every((value) => !value) && to.length === 0;
}

/**
 * The source's own id. An edit that repeats the id of what it edits would be taken for a duplicate of
 * it (DESIGN 3.7), so such an item's id has the hash of its bytes in it.
 */
function readSourceItemId({ messageId, change }: MessageRecord, bytes: Buffer): string {
  const id = idOrNull(messageId);
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (id === null) return hash;
  return change !== null && toStorableText(change.originalMessageId) === id
    ? `${id.slice(0, LONGEST_ID - hash.length - 1)}.${hash}`
    : id;
}

function readDirection(value: string | null): 'in' | 'out' | null {
  const direction = value?.trim().toLowerCase();
  return direction === 'in' || direction === 'out' ? direction : null;
}

/** A network knows no chats: those among the same people are one conversation. */
function conversationOf({ from, to }: People): string | null {
  if (from === null || to.length === 0) return null;
  const identities = [from, ...to].map(({ identity }) => identity).sort();
  const key = JSON.stringify([...new Set(identities)]);
  return `people-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
}

function idOrNull(value: string | null): string | null {
  const id = toStorableText(value ?? '');
  return id !== '' && id.length <= LONGEST_ID ? id : null;
}
