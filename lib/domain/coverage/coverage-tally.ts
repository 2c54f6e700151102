import type {
  CoverageLists,
  MailboxCoverage,
  PredictedHeldItem,
} from '#lib/domain/coverage/coverage-lists.ts';
import { LONGEST_COVERAGE_LIST } from '#lib/domain/coverage/coverage-lists.ts';
import type { CoverageResult } from '#lib/domain/coverage/coverage-result.ts';
import { createPeopleTally, type PeopleTally } from '#lib/domain/coverage/people-tally.ts';
import type { MailboxIndex } from '#lib/domain/matching/mailbox-index.ts';
import type { ParticipantMatch } from '#lib/domain/matching/match-item.ts';
import type { PackageRefusal } from '#lib/domain/packages/refusal.ts';
import type { PlannedItem } from '#lib/domain/runs/plan-items.ts';

/** An item of a rehearsal. */
export type TalliedItem = {
  readonly entryName: string;
  readonly sourceItemId: string;
  readonly eventAt: Date | null;
  readonly sizeBytes: number;
  readonly people: readonly ParticipantMatch[];
};

export type PackageOutcome = { readonly name: string } & (
  | { readonly state: 'read'; readonly itemsInManifest: number }
  | { readonly state: 'duplicate' }
  | { readonly state: 'refused'; readonly refusals: readonly PackageRefusal[] }
);

type Listed = Pick<CoverageResult['packages'], 'found' | 'growing' | 'incompleteDays'>;

/** Counts what a rehearsal decides, one package after the other. */
export type CoverageTally = {
  /** Of the package that is closed next. */
  add(packageName: string, items: readonly PlannedItem<TalliedItem>[]): void;
  /** Only what came in a package that was read counts. */
  close(outcome: PackageOutcome): void;
  result(listed: Listed): Omit<CoverageResult, 'directory' | 'mapping'>;
  lists(): Omit<CoverageLists, 'missing-mailboxes'>;
};

const MOST_REFUSALS = 100;
/** For the others a mailbox itself refuses a message, and none is asked. */
const FORETOLD_REASONS = ['unmapped', 'too-large', 'unreadable'] as const;

export function createCoverageTally(mailboxes: MailboxIndex): CoverageTally {
  const total = emptyCounts(mailboxes);
  let current = emptyCounts(mailboxes);
  const packages = { read: 0, duplicate: 0, refused: 0 };
  const refusals: CoverageResult['packages']['refusals'] = [];
  let inManifests = 0;

  return {
    add(packageName, items) {
      for (const planned of items) count(current, packageName, planned);
    },
    close(outcome) {
      packages[outcome.state] += 1;
      if (outcome.state === 'read') {
        inManifests += outcome.itemsInManifest;
        merge(total, current);
      }
      if (outcome.state === 'refused' && refusals.length < MOST_REFUSALS) {
        refusals.push({ name: outcome.name, refusals: [...outcome.refusals] });
      }
      current = emptyCounts(mailboxes);
    },
    result: (listed) => ({
      packages: { ...listed, ...packages, refusals },
      items: {
        inManifests,
        read: total.items.delivered + total.items.skipped + sum(Object.values(total.held)),
        ...total.items,
        held: total.held,
      },
      deliveries: {
        ...total.deliveries,
        available: sum(Object.values(total.deliveries)),
        mailboxes: [...total.mailboxes.values()].filter(({ delivered }) => delivered > 0).length,
      },
      participants: total.people.counts(),
    }),
    lists: () => ({
      unmatched: total.people.listUnmatched(LONGEST_COVERAGE_LIST),
      held: total.heldItems,
      mailboxes: [...total.mailboxes.values()]
        .toSorted((one, other) => other.delivered - one.delivered)
        .slice(0, LONGEST_COVERAGE_LIST),
    }),
  };
}

type Counts = {
  readonly items: { delivered: number; skipped: number };
  readonly held: Record<PredictedHeldItem['reason'], number>;
  readonly deliveries: { delivered: number; held: number; skipped: number };
  readonly mailboxes: Map<
    string,
    { -readonly [Key in keyof MailboxCoverage]: MailboxCoverage[Key] }
  >;
  readonly heldItems: PredictedHeldItem[];
  readonly people: PeopleTally;
};

function emptyCounts(mailboxes: MailboxIndex): Counts {
  return {
    items: { delivered: 0, skipped: 0 },
    held: { unmapped: 0, 'too-large': 0, unreadable: 0 },
    deliveries: { delivered: 0, held: 0, skipped: 0 },
    mailboxes: new Map(),
    heldItems: [],
    people: createPeopleTally(mailboxes),
  };
}

function count(counts: Counts, packageName: string, planned: PlannedItem<TalliedItem>): void {
  const { item, state, holdReason, deliveries } = planned;
  counts.people.add(item.people);
  if (state === 'pending') counts.items.delivered += 1;
  if (state === 'skipped') counts.items.skipped += 1;
  for (const delivery of deliveries) {
    const counted = delivery.state === 'pending' ? 'delivered' : delivery.state;
    counts.deliveries[counted] += 1;
    if (delivery.match === null || counted === 'skipped') continue;
    const { mailbox } = delivery.match;
    const known = counts.mailboxes.get(mailbox) ?? { mailbox, delivered: 0, held: 0 };
    known[counted] += 1;
    counts.mailboxes.set(mailbox, known);
  }
  const reason = FORETOLD_REASONS.find((foretold) => foretold === holdReason);
  if (reason === undefined) return;
  counts.held[reason] += 1;
  if (counts.heldItems.length >= LONGEST_COVERAGE_LIST) return;
  const { entryName, sourceItemId, eventAt, sizeBytes } = item;
  counts.heldItems.push({
    packageName,
    entryName,
    sourceItemId,
    eventAt: eventAt?.toISOString() ?? null,
    sizeBytes,
    reason,
  });
}

function merge(total: Counts, more: Counts): void {
  for (const state of ['delivered', 'skipped'] as const) total.items[state] += more.items[state];
  for (const reason of FORETOLD_REASONS) {
    total.held[reason] += more.held[reason];
  }
  for (const state of ['delivered', 'held', 'skipped'] as const) {
    total.deliveries[state] += more.deliveries[state];
  }
  for (const [mailbox, { delivered, held }] of more.mailboxes) {
    const known = total.mailboxes.get(mailbox) ?? { mailbox, delivered: 0, held: 0 };
    known.delivered += delivered;
    known.held += held;
    total.mailboxes.set(mailbox, known);
  }
  const room = LONGEST_COVERAGE_LIST - total.heldItems.length;
  for (const item of more.heldItems.slice(0, room)) total.heldItems.push(item);
  total.people.merge(more.people);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
