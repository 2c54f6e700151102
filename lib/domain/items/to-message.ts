import { isRecordName } from '#lib/domain/items/records/is-record-name.ts';
import { readRecord } from '#lib/domain/items/records/read-record.ts';
import { recordToMime } from '#lib/domain/items/records/record-to-mime.ts';

/**
 * The e-mail to file for an item: an e-mail file as it is, byte for byte; a message record converted,
 * with the record attached (DESIGN 3.3). The same bytes give the same message every time.
 * @throws {Error} for a record that `parseItem` calls unreadable
 */
export function toMessage(entryName: string, bytes: Buffer): Buffer {
  if (!isRecordName(entryName)) return bytes;
  const read = readRecord(bytes);
  if (read === null) throw new Error('an unreadable record has no message');
  return recordToMime(read, bytes);
}
