import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '#lib/db/client.ts';
import type { Locks } from '#lib/db/locks.ts';
import type { Logger } from '#lib/logging/logger.ts';
import { anchorAuditLog } from '#lib/operations/audit/anchor-audit-log.ts';

/** An entry of the audit log may be cut off unnoticed for so long. */
const ANCHOR_EVERY_MS = 5_000;

/** Anchors the audit log, in one worker at a time, until `signal` aborts. */
export async function keepAuditAnchored(
  services: {
    readonly db: Database;
    readonly locks: Locks;
    readonly logger: Logger;
    readonly anchorFile: string;
    readonly now: () => Date;
  },
  signal: AbortSignal,
): Promise<void> {
  const { locks, logger } = services;
  while (!signal.aborted) {
    try {
      await locks.withLock('audit anchor', () => anchorAuditLog(services));
    } catch (error) {
      if (!locks.lost.aborted) logger.error({ err: error }, 'the audit log was not anchored');
    }
    await sleep(ANCHOR_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}
