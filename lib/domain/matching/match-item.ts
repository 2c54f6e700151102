import type { Participant } from '#lib/domain/items/item.ts';
import {
  findHolder,
  type Holder,
  type MappingHistory,
} from '#lib/domain/matching/mapping-history.ts';
import type { MailboxIndex } from '#lib/domain/matching/mailbox-index.ts';

type KnownHolder = Extract<Holder, { state: 'known' }>;

export type MatchingRules = {
  /** Null when the connector has no mapping file. */
  readonly mapping: MappingHistory | null;
  /** Whether a participant's e-mail address counts. */
  readonly isAutomatic: boolean;
  readonly mailboxes: MailboxIndex;
};

export const MATCHING_RULES = ['mapping-file', 'e-mail'] as const;

/** The decision for a mailbox, kept with the delivery as its proof. */
export type MatchedMailbox = {
  readonly mailbox: string;
  readonly rule: (typeof MATCHING_RULES)[number];
  /** The participant's mobile number or e-mail address, by which the rule found the mailbox. */
  readonly matchedBy: string;
  readonly mappingVersionId: string | null;
  readonly mappingLine: number | null;
};

/**
 * What an admin may have to look at. All but the last left the participant without a mailbox; of that
 * one the message was filed by the e-mail address.
 */
export const UNMATCHED_REASONS = [
  'no-mapping',
  'not-at-that-time',
  'mapped-mailbox-missing',
  'no-mailbox-for-e-mail',
  'mapped-mailbox-missing-e-mail-used',
] as const;

export type UnmatchedParticipant = {
  readonly mobileNumber: string | null;
  readonly emailAddress: string | null;
  readonly reason: (typeof UNMATCHED_REASONS)[number];
  /** The row that names a mailbox which does not exist, where that is the reason. */
  readonly row?:
    | {
        readonly mappingVersionId: string;
        readonly mappingLine: number;
        readonly mailbox: string;
      }
    | undefined;
};

export type ItemMatch = {
  /** One entry a mailbox, however many participants share it. */
  readonly mailboxes: readonly MatchedMailbox[];
  readonly unmatched: readonly UnmatchedParticipant[];
};

type ItemToMatch = {
  readonly participants: readonly Participant[];
  readonly eventAt: Date | null;
};

/**
 * Finds every participant's mailbox (DESIGN 3.4): the mapping file first, as it stood when the
 * message was sent; if that names no mailbox that exists now, the e-mail address; else nobody.
 */
export function matchItem(item: ItemToMatch, rules: MatchingRules): ItemMatch {
  return toItemMatch(matchParticipants(item, rules));
}

/** What was found for one participant. */
export type ParticipantMatch = {
  readonly participant: Participant;
  readonly match: MatchedMailbox | null;
  readonly problem: UnmatchedParticipant | null;
};

/** As `matchItem`, participant by participant, in the order in which they stand on the item. */
export function matchParticipants(
  item: ItemToMatch,
  rules: MatchingRules,
): readonly ParticipantMatch[] {
  return item.participants.map((participant) => ({
    participant,
    ...matchParticipant(participant, item.eventAt, rules),
  }));
}

/** The item's mailboxes, from what was found for each participant. */
export function toItemMatch(people: readonly ParticipantMatch[]): ItemMatch {
  const mailboxes = new Map<string, MatchedMailbox>();
  const unmatched: UnmatchedParticipant[] = [];
  for (const { match, problem } of people) {
    if (problem !== null) unmatched.push(problem);
    if (match !== null && !mailboxes.has(match.mailbox)) mailboxes.set(match.mailbox, match);
  }
  return { mailboxes: [...mailboxes.values()], unmatched };
}

function matchParticipant(
  participant: Participant,
  at: Date | null,
  rules: MatchingRules,
): Omit<ParticipantMatch, 'participant'> {
  const { mobileNumber, emailAddress } = participant;
  const person = { mobileNumber, emailAddress };
  const holder =
    rules.mapping === null || mobileNumber === null
      ? null
      : findHolder(rules.mapping, mobileNumber, at);

  if (holder?.state !== 'known') {
    const match = matchByEmail(participant, rules);
    const reason = reasonOf(participant, holder?.state, rules);
    return { match, problem: match === null ? { ...person, reason } : null };
  }
  const byRow = matchByRow(holder, mobileNumber ?? '', rules);
  if (byRow !== null && !holder.isLaterMention) return { match: byRow, problem: null };

  const byEmail = matchByEmail(participant, rules);
  if (byRow !== null) return { match: byEmail ?? byRow, problem: null };
  if (byEmail !== null && holder.isLaterMention) return { match: byEmail, problem: null };

  const reason = byEmail === null ? 'mapped-mailbox-missing' : 'mapped-mailbox-missing-e-mail-used';
  const { versionId: mappingVersionId, row } = holder;
  const missing = { mappingVersionId, mappingLine: row.line, mailbox: row.mailbox };
  return { match: byEmail, problem: { ...person, reason, row: missing } };
}

function matchByRow(
  { versionId: mappingVersionId, row }: KnownHolder,
  mobileNumber: string,
  { mailboxes }: MatchingRules,
): MatchedMailbox | null {
  const mailbox = mailboxes.findMailbox(row.mailbox);
  if (mailbox === null) return null;
  const decision = { mappingVersionId, mappingLine: row.line };
  return { mailbox, rule: 'mapping-file', matchedBy: mobileNumber, ...decision };
}

function matchByEmail(
  { emailAddress }: Participant,
  { isAutomatic, mailboxes }: MatchingRules,
): MatchedMailbox | null {
  if (!isAutomatic || emailAddress === null) return null;

  const mailbox = mailboxes.findMailbox(emailAddress);
  if (mailbox === null) return null;
  const noRow = { mappingVersionId: null, mappingLine: null };
  return { mailbox, rule: 'e-mail', matchedBy: emailAddress, ...noRow };
}

function reasonOf(
  { emailAddress }: Participant,
  state: 'unlisted' | 'not-at-that-time' | undefined,
  { isAutomatic }: MatchingRules,
): UnmatchedParticipant['reason'] {
  if (state === 'not-at-that-time') return state;
  return isAutomatic && emailAddress !== null ? 'no-mailbox-for-e-mail' : 'no-mapping';
}
