import type { ItemMatch, MatchedMailbox } from '#lib/domain/matching/match-item.ts';
import type { DeliveryState, HoldReason, ItemState } from '#lib/domain/runs/delivery-state.ts';

type DecidedItem = {
  readonly sourceItemId: string;
  readonly match: Pick<ItemMatch, 'mailboxes'>;
  readonly holdReason: HoldReason | null;
};

/** What is to be done with an item, or with its delivery to one mailbox. */
export type PlannedState = Extract<ItemState & DeliveryState, 'pending' | 'held' | 'skipped'>;

export type PlannedDelivery = {
  /** Null when nobody was matched. */
  readonly match: MatchedMailbox | null;
  readonly state: PlannedState;
  readonly reason: HoldReason | null;
};

export type PlannedItem<Item> = {
  readonly item: Item;
  readonly state: PlannedState;
  readonly holdReason: HoldReason | null;
  /** One for each mailbox; one without a mailbox when nobody was matched. */
  readonly deliveries: readonly PlannedDelivery[];
};

/**
 * What becomes of items that were read one after the other. One whose source id the connector has seen
 * before is skipped: duplicates are known by id, never by text (DESIGN 3.7).
 * @param seenBefore source ids of earlier items
 */
export function planItems<Item extends DecidedItem>(
  items: readonly Item[],
  seenBefore: ReadonlySet<string>,
): readonly PlannedItem<Item>[] {
  const seenHere = new Set<string>();
  return items.map((item) => {
    const isSeen = seenBefore.has(item.sourceItemId) || seenHere.has(item.sourceItemId);
    seenHere.add(item.sourceItemId);
    return planItem(item, isSeen);
  });
}

function planItem<Item extends DecidedItem>(item: Item, isSeen: boolean): PlannedItem<Item> {
  const isHeld = !isSeen && item.holdReason !== null;
  const state = isSeen ? 'skipped' : isHeld ? 'held' : 'pending';
  const reason = isHeld ? item.holdReason : null;
  const { mailboxes } = item.match;
  const matches = mailboxes.length === 0 ? [null] : mailboxes;
  const deliveries = matches.map((match) => ({ match, state, reason }) as const);
  return { item, state, holdReason: reason, deliveries };
}
