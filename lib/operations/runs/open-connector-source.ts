import { openSecret } from '#lib/crypto/sealed-secret.ts';
import type { ConnectorForImport, ImportServices } from '#lib/operations/runs/import-services.ts';
import type { Source } from '#lib/sources/port.ts';

/** Opens a connector's source with its own sealed secrets. @throws {PortError} */
export function openConnectorSource(
  services: ImportServices,
  connector: ConnectorForImport,
  signal: AbortSignal,
): Promise<Source> {
  const secrets = openSecret(
    services.masterKey,
    `connector:${connector.id}`,
    connector.sourceSecrets,
  );
  const source = { kind: connector.sourceKind, settings: connector.sourceSettings };
  return services.openSource(source, secrets, { signal });
}
