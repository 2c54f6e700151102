import { writeAuditEntry } from '#lib/db/audit.ts';
import type { Transaction } from '#lib/db/client.ts';
import { compareMappingVersions } from '#lib/db/compare-mapping-versions.ts';
import { insertRemoval, type MappingVersionSummary } from '#lib/db/mapping-versions.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import type { Services } from '#lib/operations/services.ts';

export type RemoveMapping = {
  /** Locked by the caller. */
  readonly connectorId: string;
  /** The version in force. */
  readonly current: MappingVersionSummary;
  readonly actor: AuditActor;
};

/**
 * Leaves a connector without a mapping file from now on: a version without rows, so that messages of the
 * time before go on being matched by the file as it stood then, and the history says who did it.
 */
export async function removeMapping(
  transaction: Transaction,
  { auditKey, now }: Pick<Services, 'auditKey' | 'now'>,
  { connectorId, current, actor }: RemoveMapping,
): Promise<void> {
  const compared = { fromVersionId: current.id, toVersionId: null, connectorId: null };
  const { counts } = await compareMappingVersions(transaction, compared);
  const number = current.number + 1;
  const changes = { ...counts, against: current.number };
  const removal = { connectorId, number, changes, author: actor.email, now: now() };
  const id = await insertRemoval(transaction, removal);
  await writeAuditEntry(transaction, auditKey, {
    at: now(),
    actor,
    action: 'mapping-removed',
    connectorId,
    subjects: { mappingVersionId: id },
    details: { number, fileName: current.fileName, ...changes },
  });
}
