import { parseEml, type ParsedEml } from '#lib/domain/items/parse-eml.ts';
import type { ParsedItem } from '#lib/domain/items/item.ts';
import { isRecordName } from '#lib/domain/items/records/is-record-name.ts';
import { readRecord, type ReadRecord } from '#lib/domain/items/records/read-record.ts';

/**
 * Reads an item of a package: an e-mail file, or a message record where the name ends in `.json`.
 * Never throws: what cannot be read is a value.
 */
export function parseItem(entryName: string, bytes: Buffer): ParsedEml {
  if (!isRecordName(entryName)) return parseEml(bytes);
  const read = readRecord(bytes);
  return read === null
    ? { ok: false, code: 'item-unreadable' }
    : { ok: true, item: describe(read, bytes) };
}

function describe(read: ReadRecord, bytes: Buffer): ParsedItem {
  const { people, media, eventAt } = read;
  const everybody = [...(people.from === null ? [] : [people.from]), ...people.to];
  return {
    sourceItemId: read.sourceItemId,
    eventAt: eventAt?.toJSDate() ?? null,
    participants: everybody.map(({ displayName, mobileNumber, emailAddress, role }) => ({
      displayName,
      mobileNumber,
      emailAddress,
      role,
    })),
    direction: read.direction,
    context: read.context,
    conversationId: read.conversationId,
    largestAttachmentBytes: Math.max(0, ...media.map(({ content }) => content?.length ?? 0)),
    sizeBytes: bytes.length,
  };
}
