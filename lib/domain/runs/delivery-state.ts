/** The life of a delivery, which is one item for one mailbox and the unit of every counter. */
export const DELIVERY_STATES = [
  'pending',
  'imported',
  'partially-imported',
  'skipped',
  'failed',
  'held',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why an item is held (DESIGN 1). */
export const HOLD_REASONS = [
  'unmapped',
  'too-large',
  'unreadable',
  'refused-by-mailbox',
  'mailbox-out-of-scope',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** Why is held what a mailbox refuses. @param code of its refusal */
export function holdReasonOfRefusal(code: string): HoldReason {
  return code === 'mailbox-out-of-scope' ? code : 'refused-by-mailbox';
}

/** The one state in which an item ends. */
export const ITEM_STATES = [
  'pending',
  'imported',
  'skipped',
  'held',
  'released',
  'failed',
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

export const PACKAGE_STATES = ['found', 'staged', 'read', 'refused', 'duplicate'] as const;
