import { randomUUID } from 'node:crypto';
import { sealSecret } from '#lib/crypto/sealed-secret.ts';
import { writeAuditEntry } from '#lib/db/audit.ts';
import type { Transaction } from '#lib/db/client.ts';
import { insertConnectionCheck } from '#lib/db/connection-checks.ts';
import { findConnectorSchedule } from '#lib/db/connector-state.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import { checkSecretsPurpose } from '#lib/operations/drafts/secrets-purpose.ts';
import type { Services } from '#lib/operations/services.ts';

export type UpdateSignIn = {
  readonly connectorId: string;
  /** Null: try those that are stored. */
  readonly credentials: { readonly username: string; readonly password: string } | null;
  readonly actor: AuditActor;
};

/**
 * Has a worker try a connector's sign-in. New credentials are stored in place of the old ones only
 * when they work; until then they lie sealed with the check.
 * @returns the try to watch
 * @throws {AppError} `not-found`
 */
export async function updateSignIn(
  services: Services,
  { connectorId, credentials, actor }: UpdateSignIn,
): Promise<{ checkId: string }> {
  return services.db.$transaction(async (transaction) => {
    if ((await findConnectorSchedule(transaction, connectorId)) === null) {
      throw new AppError('not-found', 'This connector does not exist.');
    }
    if (credentials !== null) {
      await writeAuditEntry(transaction, services.auditKey, {
        at: services.now(),
        actor,
        action: 'sign-in-updated',
        connectorId,
        subjects: {},
        details: {},
      });
    }
    return queueConnectorCheck(transaction, services, { connectorId, credentials });
  });
}

/** In the caller's transaction. */
export async function queueConnectorCheck(
  transaction: Transaction,
  { masterKey, queue }: Services,
  { connectorId, credentials }: Omit<UpdateSignIn, 'actor'>,
): Promise<{ checkId: string }> {
  const id = randomUUID();
  const sourceSecrets = credentials && sealSecret(masterKey, checkSecretsPurpose(id), credentials);
  const checkId = await insertConnectionCheck(transaction, { id, connectorId, sourceSecrets });
  await queue.enqueue(transaction, 'connection.check', { checkId });
  return { checkId };
}
