import type {
  ItemMatch,
  MatchedMailbox,
  UnmatchedParticipant,
} from '#lib/domain/matching/match-item.ts';
import type { HoldReason } from '#lib/domain/runs/delivery-state.ts';

/** A held delivery of the item, as it stands. */
export type HeldDelivery = {
  readonly mailbox: string | null;
  readonly reason: string | null;
  /** The proof of why it is for the mailbox; nothing when it is for none. */
  readonly decision: {
    readonly [Fact in Exclude<keyof MatchedMailbox, 'mailbox' | 'rule'>]:
      MatchedMailbox[Fact] | null;
  } & { readonly rule: string | null };
};

type Replay = {
  readonly held: readonly HeldDelivery[];
  /** Mailboxes that have the item, or will have it by another delivery. */
  readonly taken: ReadonlySet<string>;
  /** Who was without a mailbox so far. */
  readonly unmatched: readonly UnmatchedParticipant[];
  /** What the rules say now. */
  readonly match: ItemMatch;
  readonly holdReason: HoldReason | null;
};

export type ReplayedDelivery = HeldDelivery & { readonly state: 'pending' | 'held' };

export type ReplayPlan = {
  /** In place of the held ones, all of which end here. */
  readonly deliveries: readonly ReplayedDelivery[];
  readonly unmatched: readonly UnmatchedParticipant[];
};

const undecided = {
  rule: null,
  matchedBy: null,
  mappingVersionId: null,
  mappingLine: null,
} as const;

/**
 * Decides anew for an item that is held: it goes to every mailbox that the rules name now and that
 * lacks it. A held delivery for a mailbox that they no longer name ends when everybody who had a
 * mailbox has one still, which means that another took its place; else it stays held, so that nobody
 * loses an item because a mailbox has vanished.
 */
export function planReplay({ held, taken, unmatched, match, holdReason }: Replay): ReplayPlan {
  const named = new Set(match.mailboxes.map(({ mailbox }) => mailbox));
  const wanted = match.mailboxes.filter(({ mailbox }) => !taken.has(mailbox));
  const vanished = held.filter(({ mailbox }) => mailbox !== null && !named.has(mailbox));
  const before = new Set(unmatched.map(identify));
  const hasLoser = match.unmatched.some((person) => !before.has(identify(person)));
  const kept = hasLoser || wanted.length === 0 ? vanished : [];

  const state = holdReason === null ? 'pending' : 'held';
  const deliveries: readonly ReplayedDelivery[] = [
    ...wanted.map(
      ({ mailbox, ...decision }) => ({ mailbox, state, reason: holdReason, decision }) as const,
    ),
    ...kept.map((delivery) => ({ ...delivery, state: 'held' }) as const),
  ];
  const isForNobody = deliveries.length === 0 && named.size === 0;
  return {
    deliveries: isForNobody
      ? [{ mailbox: null, state: 'held', reason: holdReason ?? 'unmapped', decision: undecided }]
      : deliveries,
    unmatched: kept.length > 0 ? unmatched : match.unmatched,
  };
}

/** The reason may change without anybody losing a mailbox. */
function identify({ mobileNumber, emailAddress }: UnmatchedParticipant): string {
  return JSON.stringify([mobileNumber, emailAddress]);
}
