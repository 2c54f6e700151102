import { openSecret } from '#lib/crypto/sealed-secret.ts';
import { getConnectorForImport, type CoverageSetup } from '#lib/db/coverage-subjects.ts';
import type { CoverageSubject } from '#lib/domain/coverage/coverage-preview.ts';
import { draftSecretsPurpose } from '#lib/operations/drafts/secrets-purpose.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { openConnectorSource } from '#lib/operations/runs/open-connector-source.ts';
import type { Source } from '#lib/sources/port.ts';

/** Opens the source of a setup or of a connector with its own sealed secrets. @throws {PortError} */
export async function openPreviewSource(
  services: ImportServices,
  subject: CoverageSubject,
  { setup, signal }: { readonly setup: CoverageSetup; readonly signal: AbortSignal },
): Promise<Source> {
  if ('connectorId' in subject) {
    const connector = await getConnectorForImport(services.db, subject.connectorId);
    return openConnectorSource(services, connector, signal);
  }
  const purpose = draftSecretsPurpose(subject.draftId);
  const secrets = openSecret(services.masterKey, purpose, setup.sourceSecrets);
  const source = { kind: setup.sourceKind, settings: setup.sourceSettings };
  return services.openSource(source, secrets, { signal });
}
