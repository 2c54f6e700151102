import { createHash } from 'node:crypto';
import type { MimeNodeHeader } from 'nodemailer/lib/mime-node';
import { buildMime } from '#lib/domain/items/records/build-mime.ts';
import type { ReadRecord } from '#lib/domain/items/records/read-record.ts';
import {
  headerAddressOf,
  type RecordParticipant,
} from '#lib/domain/items/records/record-people.ts';
import { subjectOf, textOf } from '#lib/domain/items/records/record-words.ts';
import { toStorableText } from '#lib/domain/items/storable-text.ts';

/** A dot-atom on both sides (RFC 5322 3.6.4), short enough for a header's line. */
const MESSAGE_ID =
  /^(?=.{3,200}$)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;

/**
 * The message for a record: the same bytes every time, so that it can be made again and compared.
 * Ids and boundary come from the record, the time from its event.
 * @param original the record as it arrived; attached byte for byte
 */
export function recordToMime(read: ReadRecord, original: Buffer): Buffer {
  const hash = createHash('sha256').update(original).digest('hex');
  const delivered = read.media.flatMap(({ content, ...media }) =>
    content === null ? [] : [{ ...media, content }],
  );
  return buildMime({
    headers: [...messageHeaders(read), ...threadHeaders(read), ...propertyHeaders(read)],
    boundary: `=_${hash.slice(0, 32)}`,
    text: textOf(read),
    attachments: [
      ...delivered,
      { fileName: 'original-record.json', contentType: 'application/json', content: original },
    ],
  });
}

function messageHeaders(read: ReadRecord): readonly MimeNodeHeader[] {
  const { people, eventAt, sourceItemId } = read;
  const from =
    people.from === null
      ? { name: 'Unknown sender', address: 'unknown@no-email.invalid' }
      : toAddress(people.from);
  return [
    { key: 'From', value: [from] },
    ...(people.to.length > 0 ? [{ key: 'To', value: people.to.map(toAddress) }] : []),
    { key: 'Subject', value: subjectOf(read) },
    { key: 'Message-ID', value: messageIdOf(sourceItemId) },
    // A blank header is left out; one that is not given would get its time from the clock.
    { key: 'Date', value: eventAt?.toRFC2822() ?? ' ' },
  ];
}

/**
 * The first message of a conversation is not known, and may have been archived years ago: all of them
 * answer one id that stands for the conversation. An edit or a deletion answers its original.
 */
function threadHeaders({ conversationId, record }: ReadRecord): readonly MimeNodeHeader[] {
  const root = conversationId === null ? [] : [`<${hashed(conversationId)}@conversation.invalid>`];
  const original =
    record.change === null ? [] : [messageIdOf(toStorableText(record.change.originalMessageId))];
  const references = [...root, ...original];
  const answered = references.at(-1);
  return answered === undefined
    ? []
    : [
        { key: 'In-Reply-To', value: answered },
        { key: 'References', value: references },
      ];
}

/** The same as on an e-mail file of the chat archivers (docs/package-format.md). */
function propertyHeaders(read: ReadRecord): readonly MimeNodeHeader[] {
  const { record, context, direction, conversationId, people } = read;
  const addresses = [people.from, ...people.to].flatMap((person) => person?.emailAddress ?? []);
  const properties: readonly (readonly [name: string, value: string | null])[] = [
    ['Message-Context', context],
    ['Direction', direction === null ? null : { in: 'In', out: 'Out' }[direction]],
    ['Conversation-Id', conversationId],
    ['User-Email', addresses.join(', ') || null],
    ['Original-Message-Id', record.change && toStorableText(record.change.originalMessageId)],
  ];
  return properties.flatMap(([name, value]) =>
    value === null ? [] : [{ key: `X-TeleMessage-${name}`, value }],
  );
}

function toAddress(person: RecordParticipant) {
  const { displayName, mobileNumber, emailAddress } = person;
  const address = headerAddressOf(person);
  // An address that a 7-bit header cannot hold is still read by people.
  const unwritable = emailAddress !== null && emailAddress !== address ? emailAddress : null;
  const name = [displayName, unwritable, mobileNumber].filter((part) => part !== null).join(' ');
  return { name, address };
}

/** The source's id where it has the form of a Message-ID; a hash of it otherwise. */
function messageIdOf(sourceItemId: string): string {
  return `<${MESSAGE_ID.test(sourceItemId) ? sourceItemId : `${hashed(sourceItemId)}@record.invalid`}>`;
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
