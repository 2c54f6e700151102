import { openSecret } from '#lib/crypto/sealed-secret.ts';
import { heldBackCode } from '#lib/domain/connectors/source-status.ts';
import { PortError } from '#lib/domain/errors.ts';
import { connectorSecretsPurpose } from '#lib/operations/drafts/secrets-purpose.ts';
import type { ConnectorForImport, ImportServices } from '#lib/operations/runs/import-services.ts';
import type { Source } from '#lib/sources/port.ts';

/**
 * Opens a connector's source with its own sealed secrets, unless the sign-in is held back for a person.
 * @throws {PortError}
 */
export async function openConnectorSource(
  services: ImportServices,
  connector: ConnectorForImport,
  signal: AbortSignal,
): Promise<Source> {
  const code = heldBackCode(connector, services.now());
  if (code !== null) throw new PortError(code, 'reauthorize');
  const purpose = connectorSecretsPurpose(connector.id);
  const secrets = openSecret(services.masterKey, purpose, connector.sourceSecrets);
  const source = { kind: connector.sourceKind, settings: connector.sourceSettings };
  return services.openSource(source, secrets, { signal });
}
