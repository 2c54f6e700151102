import type { Transaction } from '#lib/db/client.ts';

/** Every column of sealed secrets (lib/crypto/sealed-secret.ts): `table.column`. */
export const SEALED_COLUMNS = [
  'connectors.source_secrets',
  'connector_drafts.source_secrets',
  'connection_checks.source_secrets',
  'connection_checks.verification_code',
  'evidence_keys.private_key',
  'alert_channels.secrets',
] as const;

export type SealedColumn = (typeof SEALED_COLUMNS)[number];
export type SealedValue = { readonly id: string; readonly sealed: Uint8Array };

export async function listSealedValues(
  db: Transaction,
  column: SealedColumn,
): Promise<readonly SealedValue[]> {
  const [table, name] = namesOf(column);
  return db.$queryRawUnsafe<SealedValue[]>(
    // Those of a deleted connector are wiped, which leaves nothing of them but no bytes.
    `SELECT id::text AS id, ${name} AS sealed FROM ${table}
    WHERE length(${name}) > 0 ORDER BY id`,
  );
}

/** Does nothing when it was changed since it was listed. */
export async function replaceSealedValue(
  db: Transaction,
  column: SealedColumn,
  { id, sealed, renewed }: SealedValue & { readonly renewed: Uint8Array },
): Promise<void> {
  const [table, name] = namesOf(column);
  await db.$executeRawUnsafe(
    `UPDATE ${table} SET ${name} = $1 WHERE id::text = $2 AND ${name} = $3`,
    renewed,
    id,
    sealed,
  );
}

/** Of our own list above: nothing from outside gets into the statement. */
function namesOf(column: SealedColumn): readonly [table: string, name: string] {
  const [table = '', name = ''] = column.split('.');
  return [table, name];
}
