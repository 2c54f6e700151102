import { writeAuditEntry } from '#lib/db/audit.ts';
import { copyMappingPages } from '#lib/db/mapping-pages.ts';
import {
  findConnectorMappingVersion,
  findMappingVersion,
  insertRestoredVersion,
  lockConnectorMapping,
} from '#lib/db/mapping-versions.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import { isRemoval } from '#lib/domain/mapping-file/is-removal.ts';
import { compareMappingVersions } from '#lib/db/compare-mapping-versions.ts';
import type { Services } from '#lib/operations/services.ts';

export type RestoreMapping = {
  readonly connectorId: string;
  /** The earlier version to go back to. */
  readonly versionId: string;
  readonly actor: AuditActor;
};

const TRANSACTION_TIMEOUT_MS = 120_000;

/**
 * Goes back to an earlier version, which makes a new one: what was in force when stays known. A removal is
 * no file to go back to.
 * @throws {AppError} `not-found`, `mapping-is-current`, `mapping-replaced-meanwhile`
 */
export async function restoreMapping(
  { db, auditKey, now }: Services,
  { connectorId, versionId, actor }: RestoreMapping,
): Promise<{ number: number; rows: number }> {
  const restored = await findMappingVersion(db, versionId);
  const current = await findConnectorMappingVersion(db, connectorId);
  if (restored?.connectorId !== connectorId || current === null || isRemoval(restored)) {
    throw new AppError('not-found', 'This version does not exist.');
  }
  if (restored.id === current.id) {
    throw new AppError('mapping-is-current', 'This version is in force already.');
  }
  const compared = { fromVersionId: current.id, toVersionId: versionId, connectorId: null };
  const { counts } = await compareMappingVersions(db, compared);

  return db.$transaction(
    async (transaction) => {
      await lockConnectorMapping(transaction, connectorId);
      const latest = await findConnectorMappingVersion(transaction, connectorId);
      if (latest?.id !== current.id) {
        throw new AppError(
          'mapping-replaced-meanwhile',
          'Somebody has replaced the mapping file meanwhile. Look at the versions again.',
        );
      }
      const number = current.number + 1;
      const changes = { ...counts, against: current.number };
      const version = { connectorId, number, restored, changes, author: actor.email, now: now() };
      const id = await insertRestoredVersion(transaction, version);
      await copyMappingPages(transaction, { from: restored.id, to: id });
      await writeAuditEntry(transaction, auditKey, {
        at: now(),
        actor,
        action: 'mapping-restored',
        connectorId,
        subjects: { mappingVersionId: id },
        details: { number, restored: restored.number, rows: restored.rowCount, ...changes },
      });
      return { number, rows: restored.rowCount };
    },
    { timeout: TRANSACTION_TIMEOUT_MS },
  );
}
