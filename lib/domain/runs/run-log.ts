import type { UnmatchedParticipant } from '#lib/domain/matching/match-item.ts';

export type LoggedDelivery = {
  readonly sourceItemId: string;
  readonly eventAt: Date | null;
  readonly mailbox: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly mappingLine: number | null;
  /** The number of the mapping file's row that decided. */
  readonly mobileNumber: string | null;
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
    matchedBy(delivery),
    delivery.state,
    delivery.reason ?? '',
    delivery.mailbox === null ? '' : folderName,
    delivery.eventAt?.toISOString() ?? '',
    delivery.importedAt?.toISOString() ?? '',
  ];
}

/** Whom a mailbox was found for; where none was found, everybody it was looked for. */
function sourceUsersOf({ mailbox, mobileNumber, unmatched }: LoggedDelivery): readonly string[] {
  if (mobileNumber !== null) return [mobileNumber];
  if (mailbox !== null) return [];
  return unmatched.map((person) => person.mobileNumber ?? person.emailAddress ?? '');
}

function matchedBy({ rule, mappingLine }: LoggedDelivery): string {
  if (rule === null) return '';
  return mappingLine === null ? rule : `${rule}, line ${mappingLine}`;
}
