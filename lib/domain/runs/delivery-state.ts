/**
 * The life of a delivery, which is one item for one mailbox and the unit of every counter.
 * `sending` is the ledger's mark before a send: found again after a crash it means "in doubt", and
 * the mailbox is asked before anything is sent again (DESIGN 3.7).
 */
export const DELIVERY_STATES = [
  'pending',
  'sending',
  'imported',
  'partially-imported',
  'skipped',
  'failed',
  'held',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const OPEN_DELIVERY_STATES = [
  'pending',
  'sending',
] as const satisfies readonly DeliveryState[];

/** Why an item is held (DESIGN 1). */
export const HOLD_REASONS = ['unmapped', 'too-large', 'unreadable', 'refused-by-mailbox'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** The one state in which an item ends. */
export const ITEM_STATES = ['pending', 'imported', 'skipped', 'held', 'failed'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

export const PACKAGE_STATES = ['found', 'read', 'refused', 'duplicate'] as const;
