import type { Database } from '#lib/db/client.ts';
import type { Queue } from '#lib/jobs/queue.ts';
import type { AuditKey } from '#lib/domain/audit/audit-chain.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';
import type { AppPermission } from '#lib/domain/wizard/app-permissions.ts';

/** What every operation needs, handed in so that tests choose the database and the clock. */
export type Services = {
  readonly db: Database;
  readonly queue: Queue;
  readonly masterKey: MasterKey;
  /** Chains the audit log; `writeAuditEntry` asks for it. */
  readonly auditKey: AuditKey;
  readonly now: () => Date;
  /** What this deployment needs an administrator's consent for. */
  readonly permissions: readonly AppPermission[];
};
