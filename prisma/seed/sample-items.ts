import { createHash } from 'node:crypto';
import type { UnmatchedParticipant } from '#lib/domain/matching/match-item.ts';
import { isActiveRunState } from '#lib/domain/runs/run-state.ts';
import type { SampleRun } from './sample-connectors.ts';

const mailboxes = [
  'jonas.berg@fjord.example',
  'maja.lie@fjord.example',
  'ida.holm@fjord.example',
  'erik.dahl@fjord.example',
  'nora.vik@fjord.example',
  'signe.friis@fjord.example',
] as const;

const strangers: readonly UnmatchedParticipant[] = [
  { mobileNumber: '4520123456', emailAddress: null, reason: 'no-mapping' },
  {
    mobileNumber: '46739876543',
    emailAddress: 'anna.lund@fjord-old.example',
    reason: 'no-mailbox-for-e-mail',
  },
  { mobileNumber: '4799887766', emailAddress: null, reason: 'mapped-mailbox-missing' },
];

const LARGE_BYTES = 12 * 1024 * 1024;

export type SampleItem = {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly direction: 'In' | 'Out';
  readonly holdReason: 'unmapped' | 'too-large' | null;
  readonly isSkipped: boolean;
  readonly unmatched: readonly UnmatchedParticipant[];
  /** None for an item that is for nobody. */
  readonly mailboxes: readonly string[];
};

/** The item with this number in its run, the same each time. */
export function sampleItem(run: SampleRun, index: number): SampleItem {
  const isUnmapped = isEvery(run.unmappedEvery, index);
  const isTooLarge = !isUnmapped && isEvery(run.tooLargeEvery, index);
  const stranger = strangers[index % strangers.length];
  const hasStranger = isUnmapped || index % 9 === 4;
  return {
    sha256: createHash('sha256').update(`${run.minutesAgo}:${index}`).digest('hex'),
    sizeBytes: isTooLarge ? LARGE_BYTES : 1500 + ((index * 977) % 40_000),
    direction: index % 2 === 0 ? 'Out' : 'In',
    holdReason: isUnmapped ? 'unmapped' : isTooLarge ? 'too-large' : null,
    isSkipped: !isUnmapped && !isTooLarge && isEvery(run.skippedEvery, index),
    unmatched: hasStranger && stranger !== undefined ? [stranger] : [],
    mailboxes: isUnmapped ? [] : recipients(index),
  };
}

/** How a delivery of the item stands, `share` being its place in the run, from 0 to 1. */
export function deliveryStateOf(run: SampleRun, item: SampleItem, share: number) {
  if (item.isSkipped) return 'skipped';
  if (item.holdReason !== null) return 'held';
  if (!isActiveRunState(run.state) || run.state === 'reconciling') return 'imported';
  return run.state === 'delivering' && share < (run.delivered ?? 0) ? 'imported' : 'pending';
}

function isEvery(every: number | undefined, index: number): boolean {
  return every !== undefined && index % every === every - 1;
}

function recipients(index: number): readonly string[] {
  const count = 1 + (index % 3);
  return Array.from(
    { length: count },
    (_, place) => mailboxes[(index + place) % mailboxes.length] ?? '',
  );
}
