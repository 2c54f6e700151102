import type { AuditDetails } from '#lib/domain/audit/audit-details.ts';

/** What the audit log records. Each has its words in the portal (`audit.actions`). */
export const AUDIT_ACTIONS = [
  'connector-created',
  'connector-edited',
  'connector-deleted',
  'consent-given',
  'consent-link-created',
  'consent-link-revoked',
  'connector-paused',
  'connector-resumed',
  'run-started',
  'backfill-started',
  'read-back-requested',
  'sign-in-updated',
  'host-key-confirmed',
  'mapping-replaced',
  'mapping-restored',
  'mapping-removed',
  'held-items-replayed',
  'held-items-released',
  'terms-accepted',
  'signed-in',
  'signed-out',
  'sign-in-refused',
  'access-refused',
  'log-downloaded',
  'evidence-downloaded',
  'coverage-list-downloaded',
  'audit-log-exported',
  'alert-acknowledged',
  'alert-snoozed',
  'alert-unsnoozed',
  'alert-rule-changed',
  'alert-channel-created',
  'alert-channel-changed',
  'alert-channel-deleted',
  'alert-channel-tested',
  'alert-secret-renewed',
  'api-token-created',
  'api-token-revoked',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Who did it. */
export type AuditActor = {
  /** The id that never changes. */
  readonly id: string;
  readonly email: string;
  /** Where the request came from, as far as it is known. */
  readonly fromAddress?: string | null;
};

export type AuditEntry = {
  readonly at: Date;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly connectorId: string | null;
  /** What it was done to. */
  readonly subjects: {
    readonly runId?: string;
    readonly itemIds?: readonly string[];
    readonly mappingVersionId?: string;
  };
  /** Never message text, never a secret. */
  readonly details: AuditDetails;
};
