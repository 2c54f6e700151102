import { writeAuditEntry } from '#lib/db/audit.ts';
import { findConnectorSchedule } from '#lib/db/connector-state.ts';
import { insertConnectorMappingVersion } from '#lib/db/mapping-versions.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import {
  readMappingUpload,
  type MappingUpload,
} from '#lib/operations/drafts/read-mapping-upload.ts';
import type { Services } from '#lib/operations/services.ts';

export type ReplaceMapping = {
  readonly connectorId: string;
  readonly upload: MappingUpload;
  readonly actor: AuditActor;
};

/** Rows of a large mapping file take longer than Prisma's five seconds on a slow disk. */
const TRANSACTION_TIMEOUT_MS = 120_000;

/**
 * Gives a connector a new version of its mapping file. Imports that begin from now on go by it, and so
 * do replays of what is held.
 * @throws {AppError} `not-found`, `mapping-file-missing`, `mapping-file-refused`
 */
export async function replaceMapping(
  { db, auditKey, now }: Services,
  { connectorId, upload, actor }: ReplaceMapping,
): Promise<{ number: number; rows: number }> {
  const file = readMappingUpload(upload);
  return db.$transaction(
    async (transaction) => {
      if ((await findConnectorSchedule(transaction, connectorId)) === null) {
        throw new AppError('not-found', 'This connector does not exist.');
      }
      const version = { connectorId, author: actor.email, ...file };
      const { id, number } = await insertConnectorMappingVersion(transaction, version);
      await writeAuditEntry(transaction, auditKey, {
        at: now(),
        actor,
        action: 'mapping-replaced',
        connectorId,
        subjects: { mappingVersionId: id },
        details: { number, rows: file.rows.length, sha256: file.sha256, fileName: file.fileName },
      });
      return { number, rows: file.rows.length };
    },
    { timeout: TRANSACTION_TIMEOUT_MS },
  );
}
