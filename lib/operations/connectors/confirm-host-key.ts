import { writeAuditEntry } from '#lib/db/audit.ts';
import { lockConnectorSource, saveConnectorSettings } from '#lib/db/connector-source.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import { queueConnectorCheck } from '#lib/operations/connectors/update-sign-in.ts';
import type { Services } from '#lib/operations/services.ts';

export type ConfirmHostKey = {
  readonly connectorId: string;
  /** The fingerprint that the admin has seen and compared. */
  readonly fingerprint: string;
  readonly actor: AuditActor;
};

/**
 * Pins the key that the server shows now, and has the connection tried, which lets the run that waits
 * go on. Only the key that the admin has seen is pinned: a third one has to be confirmed again.
 * @returns the try to watch
 * @throws {AppError} `not-found`, `host-key-other`
 */
export async function confirmHostKey(
  services: Services,
  { connectorId, fingerprint, actor }: ConfirmHostKey,
): Promise<{ checkId: string }> {
  return services.db.$transaction(async (transaction) => {
    const source = await lockConnectorSource(transaction, connectorId);
    if (source === null) throw new AppError('not-found', 'This connector does not exist.');
    if (source.offeredHostKey !== fingerprint) {
      throw new AppError('host-key-other', 'The server shows another key by now. Look again.');
    }
    await saveConnectorSettings(transaction, connectorId, {
      settings: { ...source.settings, hostKeySha256: fingerprint },
      offeredHostKey: null,
    });
    await writeAuditEntry(transaction, services.auditKey, {
      at: services.now(),
      actor,
      action: 'host-key-confirmed',
      connectorId,
      subjects: {},
      details: { fingerprint },
    });
    return queueConnectorCheck(transaction, services, { connectorId, credentials: null });
  });
}
