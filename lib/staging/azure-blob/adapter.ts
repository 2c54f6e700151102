import { ContainerClient } from '@azure/storage-blob';
import { createBlockWriter } from '#lib/staging/azure-blob/block-writer.ts';
import { onAzure, openSealedBlob } from '#lib/staging/azure-blob/sealed-blob.ts';
import { renewBlobKey } from '#lib/staging/azure-blob/renew-blob-key.ts';
import { requireObjectKey } from '#lib/staging/object-key.ts';
import type { Staging } from '#lib/staging/port.ts';
import { readObject } from '#lib/staging/read-object.ts';
import { sealObject } from '#lib/staging/seal-object.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';

export type AzureBlobSettings = {
  /** With the account's key or a shared access signature. */
  readonly connectionString: string;
  /** Made when it is missing. */
  readonly container: string;
};

/** The SDK tries again by itself, briefly; longer waits are the job's, which knows Retry-After. */
const RETRIES = { maxTries: 3, retryDelayInMs: 500, maxRetryDelayInMs: 2_000 };

/**
 * Staging in a container of an Azure storage account, encrypted before it leaves (object-format.ts says
 * how). Workers on several machines may share it. The blocks of a killed writer are invisible, and the
 * service drops them after a week.
 * @param masterKey 32 bytes
 * @throws {PortError} `staging-not-accessible`
 */
export async function openAzureBlobStaging({
  connectionString,
  container: containerName,
  masterKey,
}: AzureBlobSettings & { readonly masterKey: MasterKey }): Promise<Staging> {
  const container = new ContainerClient(connectionString, containerName, { retryOptions: RETRIES });
  const blobOf = (key: string) => container.getBlockBlobClient(requireObjectKey(key));
  if (!(await onAzure(container.exists()))) await onAzure(container.createIfNotExists());

  return {
    async write(objectKey, content) {
      const writer = createBlockWriter(blobOf(objectKey));
      const written = await sealObject({ masterKey, objectKey, content }, (bytes) =>
        writer.append(bytes),
      );
      await writer.commit();
      return written;
    },

    async open(objectKey) {
      return readObject(await openSealedBlob(blobOf(objectKey)), { masterKey, objectKey });
    },

    async remove(objectKey) {
      await onAzure(blobOf(objectKey).deleteIfExists());
    },

    async *listKeys() {
      const pages = container.listBlobsFlat()[Symbol.asyncIterator]();
      for (let next = await onAzure(pages.next()); !next.done; next = await onAzure(pages.next())) {
        yield next.value.name;
      }
    },

    async renewKey(objectKey) {
      return renewBlobKey(blobOf(objectKey), { masterKey, objectKey });
    },
  };
}
