import type { Participant } from '#lib/domain/items/item.ts';
import type { MailboxIndex } from '#lib/domain/matching/mailbox-index.ts';

/** A row of the mapping file and the time for which it holds; null is without limit. */
export type MappingRow = {
  readonly line: number;
  readonly mailbox: string;
  readonly holdsFrom: Date | null;
  readonly holdsUntil: Date | null;
};

/** The mapping file's version and its rows by mobile number (E.164 digits). */
export type Mapping = {
  readonly versionId: string;
  readonly rowsByNumber: ReadonlyMap<string, readonly MappingRow[]>;
};

export type MatchingRules = {
  /** Null when the connector has no mapping file. */
  readonly mapping: Mapping | null;
  /** Whether a participant's e-mail address counts. */
  readonly isAutomatic: boolean;
  readonly mailboxes: MailboxIndex;
};

export const MATCHING_RULES = ['mapping-file', 'e-mail'] as const;

/** The decision for a mailbox, kept with the delivery as its proof. */
export type MatchedMailbox = {
  readonly mailbox: string;
  readonly rule: (typeof MATCHING_RULES)[number];
  readonly mappingVersionId: string | null;
  readonly mappingLine: number | null;
};

export const UNMATCHED_REASONS = [
  'no-mapping',
  'mapped-mailbox-missing',
  'no-mailbox-for-e-mail',
] as const;

export type UnmatchedParticipant = {
  readonly mobileNumber: string | null;
  readonly emailAddress: string | null;
  readonly reason: (typeof UNMATCHED_REASONS)[number];
};

export type ItemMatch = {
  /** One entry a mailbox, however many participants share it. */
  readonly mailboxes: readonly MatchedMailbox[];
  readonly unmatched: readonly UnmatchedParticipant[];
};

/**
 * Finds every participant's mailbox (DESIGN 3.4): the mapping file first, as it stood when the
 * message was sent; if that names no mailbox that exists now, the e-mail address; else nobody.
 */
export function matchItem(
  item: { readonly participants: readonly Participant[]; readonly eventAt: Date | null },
  rules: MatchingRules,
): ItemMatch {
  const mailboxes = new Map<string, MatchedMailbox>();
  const unmatched: UnmatchedParticipant[] = [];
  for (const participant of item.participants) {
    const match =
      matchByMapping(participant, item.eventAt, rules) ?? matchByEmail(participant, rules);
    if (match === null) unmatched.push(describeUnmatched(participant, item.eventAt, rules));
    else if (!mailboxes.has(match.mailbox)) mailboxes.set(match.mailbox, match);
  }
  return { mailboxes: [...mailboxes.values()], unmatched };
}

function matchByMapping(
  participant: Participant,
  at: Date | null,
  rules: MatchingRules,
): MatchedMailbox | null {
  const row = findMappingRow(participant, at, rules.mapping);
  if (rules.mapping === null || row === null) return null;

  const mailbox = rules.mailboxes.findMailbox(row.mailbox);
  if (mailbox === null) return null;
  return {
    mailbox,
    rule: 'mapping-file',
    mappingVersionId: rules.mapping.versionId,
    mappingLine: row.line,
  };
}

function matchByEmail(participant: Participant, rules: MatchingRules): MatchedMailbox | null {
  if (!rules.isAutomatic || participant.emailAddress === null) return null;

  const mailbox = rules.mailboxes.findMailbox(participant.emailAddress);
  if (mailbox === null) return null;
  return { mailbox, rule: 'e-mail', mappingVersionId: null, mappingLine: null };
}

function findMappingRow(
  participant: Participant,
  at: Date | null,
  mapping: Mapping | null,
): MappingRow | null {
  if (mapping === null || participant.mobileNumber === null) return null;
  const rows = mapping.rowsByNumber.get(participant.mobileNumber) ?? [];
  return rows.find((row) => holdsAt(row, at)) ?? null;
}

/** Numbers are reassigned (FACTS 3.6): a dated row never decides for a message without a date. */
function holdsAt(row: MappingRow, at: Date | null): boolean {
  if (at === null) return row.holdsFrom === null && row.holdsUntil === null;
  const hasBegun = row.holdsFrom === null || row.holdsFrom <= at;
  const hasEnded = row.holdsUntil !== null && row.holdsUntil <= at;
  return hasBegun && !hasEnded;
}

function describeUnmatched(
  participant: Participant,
  at: Date | null,
  rules: MatchingRules,
): UnmatchedParticipant {
  const { mobileNumber, emailAddress } = participant;
  if (findMappingRow(participant, at, rules.mapping) !== null) {
    return { mobileNumber, emailAddress, reason: 'mapped-mailbox-missing' };
  }
  const reason =
    rules.isAutomatic && emailAddress !== null ? 'no-mailbox-for-e-mail' : 'no-mapping';
  return { mobileNumber, emailAddress, reason };
}
