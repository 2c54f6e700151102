/** What an entry of the audit log may tell of what was done. Each has its words (`audit.details`). */
export const AUDIT_DETAILS = [
  // Settings of a connector.
  'name',
  'automaticMapping',
  'time',
  'timeZone',
  'secondLookTime',
  'afterImport',
  'allowsLargerItems',
  'mappingVersion',
  // Connectors.
  'kind',
  'signIn',
  'fingerprint',
  'waitsForImport',
  'linkId',
  'expiresAt',
  'version',
  // Mapping files.
  'number',
  'restored',
  'rows',
  'sha256',
  'fileName',
  'against',
  'added',
  'changed',
  'removed',
  'unchanged',
  // Periods, items and how they were chosen.
  'first',
  'last',
  'items',
  'reason',
  'connector',
  'person',
  'age',
  'text',
  // Tokens of the API.
  'ending',
  // People and what they took away.
  'roles',
  'permission',
  'part',
  'list',
  'format',
  'filter',
  // Alerts.
  'rule',
  'settings',
  'until',
] as const;
export type AuditDetail = (typeof AUDIT_DETAILS)[number];

const BEFORE = 'Before';

/** What was done, and of a setting that was changed its value before, as `nameBefore`. */
export type AuditDetails = Readonly<
  Partial<Record<AuditDetail | `${AuditDetail}${typeof BEFORE}`, string | number | boolean | null>>
>;

/** Which detail a name in an entry means; undefined for one that an earlier version wrote. */
export function findAuditDetail(
  name: string,
): { readonly detail: AuditDetail; readonly isBefore: boolean } | undefined {
  const isBefore = name.endsWith(BEFORE);
  const plain = isBefore ? name.slice(0, -BEFORE.length) : name;
  const detail = AUDIT_DETAILS.find((known) => known === plain);
  return detail === undefined ? undefined : { detail, isBefore };
}
