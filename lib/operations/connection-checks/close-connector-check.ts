import { sealSecret } from '#lib/crypto/sealed-secret.ts';
import type { Transaction } from '#lib/db/client.ts';
import {
  lockConnectorSource,
  saveConnectorSecrets,
  saveConnectorSettings,
} from '#lib/db/connector-source.ts';
import { setSourceStatus } from '#lib/db/connectors.ts';
import type { ConnectionStep } from '#lib/domain/connection-check.ts';
import { sourceStatusOf } from '#lib/domain/connectors/source-status.ts';
import type { PortError } from '#lib/domain/errors.ts';
import { seenHostKey } from '#lib/domain/wizard/seen-host-key.ts';
import { connectorSecretsPurpose } from '#lib/operations/drafts/secrets-purpose.ts';
import { resumeRunAtSource } from '#lib/operations/runs/resume-run-at-source.ts';
import type { Services } from '#lib/operations/services.ts';

type ConnectorCheck = {
  readonly connectorId: string;
  /** In clear; null when the stored ones were tried. */
  readonly newSecrets: unknown;
  readonly steps: readonly ConnectionStep[];
  readonly refusal: PortError | null;
};

/**
 * What a check of a connector leaves behind. Passed: its credentials are stored, and the run that
 * waits goes on. Refused: the connector's status says so, unless it was only the new credentials that
 * are wrong, which are forgotten.
 */
export async function closeConnectorCheck(
  transaction: Transaction,
  { masterKey, queue, now }: Services,
  { connectorId, newSecrets, steps, refusal }: ConnectorCheck,
): Promise<void> {
  const status = refusal === null ? 'connected' : sourceStatusOf(refusal);
  if (refusal === null) {
    if (newSecrets !== null) {
      const sealed = sealSecret(masterKey, connectorSecretsPurpose(connectorId), newSecrets);
      await saveConnectorSecrets(transaction, connectorId, sealed);
    }
    await pinFirstHostKey(transaction, connectorId, seenHostKey({ steps }));
    await resumeRunAtSource(transaction, queue, connectorId);
  } else if (newSecrets !== null && refusal.disposition === 'reauthorize') return;
  if (status === null) return;
  const offeredHostKey = status === 'host-key-changed' ? (refusal?.detail ?? null) : null;
  await setSourceStatus(transaction, connectorId, { status, offeredHostKey, now: now() });
}

/** Of a connector that has met no server yet. From then on the server must show the same key. */
async function pinFirstHostKey(
  transaction: Transaction,
  connectorId: string,
  hostKeySha256: string | undefined,
): Promise<void> {
  const source = await lockConnectorSource(transaction, connectorId);
  if (source === null || hostKeySha256 === undefined) return;
  if (source.settings['hostKeySha256'] !== undefined) return;
  await saveConnectorSettings(transaction, connectorId, {
    settings: { ...source.settings, hostKeySha256 },
    offeredHostKey: null,
  });
}
