import type { AlertSettings } from '#lib/config/alert-settings.ts';
import type { EvidenceSettings } from '#lib/config/storage-settings.ts';
import type { Locks } from '#lib/db/locks.ts';
import type { Logger } from '#lib/logging/logger.ts';
import type { Services } from '#lib/operations/services.ts';

/** What looking for alerts and telling of them needs besides the database. */
export type AlertServices = Services & {
  readonly locks: Locks;
  readonly logger: Logger;
  readonly tenantId: string;
  /** Its directory lies on the disk that staging fills. */
  readonly evidence: Pick<EvidenceSettings, 'directory'>;
  readonly alerts: AlertSettings;
  /** Where people reach the portal, without a slash at the end. */
  readonly portalUrl: string;
};
