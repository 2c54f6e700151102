import type { ParsedItem } from '#lib/domain/items/item.ts';
import type { HoldReason } from '#lib/domain/runs/delivery-state.ts';

type ItemToJudge = {
  /** Null when it could not be read. */
  readonly parsed: Pick<ParsedItem, 'largestAttachmentBytes'> | null;
  readonly sizeBytes: number;
  readonly mailboxCount: number;
  /** The most that the connector allows, itself included. */
  readonly largestItemBytes: number;
};

/** DESIGN 3.4 and 3.5: the item, or one of its attachments, above the limit is held. */
export function holdReasonOf(item: ItemToJudge): HoldReason | null {
  if (item.parsed === null) return 'unreadable';
  if (item.mailboxCount === 0) return 'unmapped';
  const largest = Math.max(item.sizeBytes, item.parsed.largestAttachmentBytes ?? 0);
  return largest > item.largestItemBytes ? 'too-large' : null;
}
