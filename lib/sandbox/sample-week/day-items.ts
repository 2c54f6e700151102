import { buildEml, type EmlMessage } from '#lib/sandbox/packages/build-eml.ts';
import type { PackageItem } from '#lib/sandbox/packages/build-package.ts';
import { buildRecord, type NetworkMessage } from '#lib/sandbox/packages/build-record.ts';

/** E-mail files, as the chat archivers deliver them. */
export function emlItems(messages: readonly EmlMessage[]): readonly PackageItem[] {
  return messages.map((message, index) => ({
    entryName: `${itemName(index, message.messageId)}.eml`,
    eml: buildEml(message),
  }));
}

/** Message records, as the network archivers deliver them. */
export function recordItems(messages: readonly NetworkMessage[]): readonly PackageItem[] {
  return messages.map((message, index) => ({
    entryName: `${itemName(index, message.messageId)}.json`,
    eml: buildRecord(message),
  }));
}

function itemName(index: number, messageId: string): string {
  return `${String(index + 1).padStart(6, '0')}_${messageId.slice(0, 12)}`;
}
