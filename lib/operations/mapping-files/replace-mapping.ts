import { writeAuditEntry } from '#lib/db/audit.ts';
import {
  findConnectorMappingVersion,
  findMappingVersion,
  giveProposedVersionToConnector,
  lockConnectorMapping,
} from '#lib/db/mapping-versions.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { Services } from '#lib/operations/services.ts';

export type ReplaceMapping = {
  readonly connectorId: string;
  /** Of a file that the same person has uploaded for it (`proposeMapping`). */
  readonly versionId: string;
  readonly actor: AuditActor;
};

/**
 * Gives a connector a new version of its mapping file. Imports that begin from now on go by it, and so
 * do replays of what is held.
 * @throws {AppError} `mapping-file-missing`, `mapping-replaced-meanwhile`
 */
export async function replaceMapping(
  { db, auditKey, now }: Services,
  { connectorId, versionId, actor }: ReplaceMapping,
): Promise<{ number: number; rows: number }> {
  return db.$transaction(async (transaction) => {
    await lockConnectorMapping(transaction, connectorId);
    const current = await findConnectorMappingVersion(transaction, connectorId);
    const proposed = await findMappingVersion(transaction, versionId);
    if (proposed !== null && (proposed.changes?.against ?? 0) !== (current?.number ?? 0)) {
      throw new AppError(
        'mapping-replaced-meanwhile',
        'Somebody has replaced the mapping file meanwhile. Choose the file again.',
      );
    }
    const number = (current?.number ?? 0) + 1;
    const hand = { versionId, connectorId, author: actor.email, number, now: now() };
    if (proposed === null || !(await giveProposedVersionToConnector(transaction, hand))) {
      throw new AppError('mapping-file-missing', 'Choose the mapping file again.');
    }
    const { fileName, sha256, rowCount, changes } = proposed;
    await writeAuditEntry(transaction, auditKey, {
      at: now(),
      actor,
      action: 'mapping-replaced',
      connectorId,
      subjects: { mappingVersionId: versionId },
      details: { number, rows: rowCount, sha256, fileName, ...changes },
    });
    return { number, rows: rowCount };
  });
}
