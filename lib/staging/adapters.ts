import { openAzureBlobStaging, type AzureBlobSettings } from '#lib/staging/azure-blob/adapter.ts';
import { openLocalStaging } from '#lib/staging/local/adapter.ts';
import type { Staging } from '#lib/staging/port.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';

type StagingPlace =
  | { readonly kind: 'local'; readonly directory: string }
  | ({ readonly kind: 'azure-blob' } & AzureBlobSettings);

/** The staging that the settings name. @throws {PortError} when it cannot be used */
export async function openStaging(place: StagingPlace, masterKey: MasterKey): Promise<Staging> {
  switch (place.kind) {
    case 'local':
      return openLocalStaging({ directory: place.directory, masterKey });
    case 'azure-blob':
      return openAzureBlobStaging({ ...place, masterKey });
  }
}
