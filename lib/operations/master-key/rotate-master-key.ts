import { renewSecret } from '#lib/crypto/sealed-secret.ts';
import type { Database } from '#lib/db/client.ts';
import {
  listSealedValues,
  replaceSealedValue,
  SEALED_COLUMNS,
  type SealedColumn,
} from '#lib/db/sealed-columns.ts';
import { PortError } from '#lib/domain/errors.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';
import { channelSecretsPurpose } from '#lib/operations/alerts/secrets-purpose.ts';
import {
  checkCodePurpose,
  checkSecretsPurpose,
  connectorSecretsPurpose,
  draftSecretsPurpose,
} from '#lib/operations/drafts/secrets-purpose.ts';
import { evidenceKeyPurpose } from '#lib/operations/evidence/signing-key.ts';
import type { Staging } from '#lib/staging/port.ts';

export type RotationSummary = {
  readonly renewed: number;
  /** Under the new key before: of a rotation that was cut off, or written since. */
  readonly alreadyNew: number;
  /** What opens with neither key: `table.column id`, or the key of a staged object. */
  readonly unreadable: readonly string[];
};

const purposes: Readonly<Record<SealedColumn, (id: string) => string>> = {
  'connectors.source_secrets': connectorSecretsPurpose,
  'connector_drafts.source_secrets': draftSecretsPurpose,
  'connection_checks.source_secrets': checkSecretsPurpose,
  'connection_checks.verification_code': checkCodePurpose,
  'evidence_keys.private_key': evidenceKeyPurpose,
  'alert_channels.secrets': channelSecretsPurpose,
};

/**
 * Puts every sealed secret and every staged object under the new master key, one after the other.
 * Each is exchanged at once, so it may be cut off anywhere and started again.
 * @throws {PortError} when staging cannot be reached
 */
export async function rotateMasterKey({
  db,
  staging,
  masterKey,
  onProgress,
}: {
  readonly db: Database;
  readonly staging: Staging;
  readonly masterKey: MasterKey;
  /** Called after each secret and object, with how many there have been. */
  readonly onProgress: (done: number) => void;
}): Promise<RotationSummary> {
  let renewed = 0;
  let alreadyNew = 0;
  const unreadable: string[] = [];

  async function count(name: string, renew: () => Promise<boolean>): Promise<void> {
    try {
      if (await renew()) renewed += 1;
      else alreadyNew += 1;
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      unreadable.push(name);
    }
    onProgress(renewed + alreadyNew + unreadable.length);
  }

  for (const column of SEALED_COLUMNS) {
    for (const { id, sealed } of await listSealedValues(db, column)) {
      await count(`${column} ${id}`, async () => {
        const under = opened(() => renewSecret(masterKey, purposes[column](id), sealed));
        if (under !== null) await replaceSealedValue(db, column, { id, sealed, renewed: under });
        return under !== null;
      });
    }
  }
  for await (const key of staging.listKeys()) await count(key, () => staging.renewKey(key));
  return { renewed, alreadyNew, unreadable };
}

class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

function opened<T>(open: () => T): T {
  try {
    return open();
  } catch (cause) {
    throw new UnreadableError('opens with neither key', { cause });
  }
}

function isUnreadable(error: unknown): boolean {
  if (error instanceof UnreadableError) return true;
  return error instanceof PortError && error.code === 'staged-object-damaged';
}
