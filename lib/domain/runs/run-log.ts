import type { UnmatchedParticipant } from '#lib/domain/matching/match-item.ts';

export type LoggedDelivery = {
  readonly sourceItemId: string;
  readonly eventAt: Date | null;
  readonly mailbox: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly rule: string | null;
  /** The mobile number or e-mail address by which the rule found the mailbox. */
  readonly matchedBy: string | null;
  /** Which of the connector's mapping files decided, by its number. */
  readonly mappingVersion: number | null;
  readonly mappingLine: number | null;
  readonly unmatched: readonly UnmatchedParticipant[];
  readonly importedAt: Date | null;
};

/** Names of the columns are part of the file's format, in the spirit of Microsoft's log (FACTS 2.3). */
export const runLogHeader: readonly string[] = [
  'Item id',
  'Source user id',
  'M365 user',
  'Matched by',
  'State',
  'Reason',
  'Folder',
  'Event time (UTC)',
  'Imported time (UTC)',
];

/** One delivery as a row of the log. No text, no subject. */
export function runLogRow(delivery: LoggedDelivery, folderName: string): readonly string[] {
  return [
    delivery.sourceItemId,
    sourceUsersOf(delivery).join('; '),
    delivery.mailbox ?? '',
    describeRule(delivery),
    delivery.state,
    delivery.reason ?? fallbackReason(delivery),
    delivery.mailbox === null ? '' : folderName,
    delivery.eventAt?.toISOString() ?? '',
    delivery.importedAt?.toISOString() ?? '',
  ];
}

/** The same as a JSON object, for programs. */
export function runLogObject(delivery: LoggedDelivery, folderName: string) {
  const { mailbox, state, rule, matchedBy, mappingVersion, mappingLine } = delivery;
  return {
    itemId: delivery.sourceItemId,
    sourceUserIds: sourceUsersOf(delivery),
    m365User: mailbox,
    rule,
    matchedBy,
    mappingVersion,
    mappingLine,
    state,
    reason: delivery.reason ?? (fallbackReason(delivery) || null),
    folder: mailbox === null ? null : folderName,
    eventTime: delivery.eventAt?.toISOString() ?? null,
    importedTime: delivery.importedAt?.toISOString() ?? null,
  };
}

/** Whom a mailbox was found for; where none was found, everybody it was looked for. */
function sourceUsersOf({ mailbox, matchedBy, unmatched }: LoggedDelivery): readonly string[] {
  if (mailbox !== null) return matchedBy === null ? [] : [matchedBy];
  return unmatched.map((person) => person.mobileNumber ?? person.emailAddress ?? '');
}

function describeRule({ rule, mappingVersion, mappingLine }: LoggedDelivery): string {
  if (rule === null) return '';
  if (mappingVersion === null || mappingLine === null) return rule;
  return `${rule}, version ${mappingVersion}, line ${mappingLine}`;
}

/** Why a mailbox was found by e-mail address although the mapping file names another. */
function fallbackReason({ matchedBy, unmatched }: LoggedDelivery): string {
  const fallback = unmatched.find(
    ({ reason, emailAddress }) =>
      reason === 'mapped-mailbox-missing-e-mail-used' && emailAddress === matchedBy,
  );
  return fallback?.reason ?? '';
}
