import { RestError } from '@azure/storage-blob';
import { type Disposition, PortError } from '#lib/domain/errors.ts';

type Translation = readonly [code: string, disposition: Disposition];

/** https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
const byErrorCode: Readonly<Record<string, Translation>> = {
  BlobNotFound: ['staged-object-missing', 'fix-settings'],
  ContainerNotFound: ['staging-not-accessible', 'fix-settings'],
  ContainerBeingDeleted: ['staging-not-accessible', 'fix-settings'],
  ContainerDisabled: ['staging-not-accessible', 'fix-settings'],
  // A write of the same object by another process was committed first and dropped these blocks.
  InvalidBlockList: ['staging-busy', 'retry'],
};

const byStatus: Readonly<Record<number, Translation>> = {
  401: ['staging-not-accessible', 'fix-settings'],
  403: ['staging-not-accessible', 'fix-settings'],
  404: ['staged-object-missing', 'fix-settings'],
  // The object was replaced between two reads.
  412: ['staging-busy', 'retry'],
  429: ['staging-busy', 'retry'],
  // A policy forbids writing or removing: of the container, never of one object.
  409: ['staging-not-accessible', 'fix-settings'],
  503: ['staging-busy', 'retry'],
  507: ['staging-full', 'retry'],
};

/** What a refusal by the storage account means to the callers of the port. */
export function toStagingError(error: unknown): PortError {
  if (!(error instanceof RestError)) {
    return new PortError('staging-failed', 'retry', { cause: error });
  }
  const { headers } = error.response ?? {};
  // An answer to HEAD has no body: its error code is in the header alone.
  const errorCode = headers?.get('x-ms-error-code') ?? error.code ?? '';
  const [code, disposition] = byErrorCode[errorCode] ??
    byStatus[error.statusCode ?? 0] ?? ['staging-failed', 'retry'];
  const retryAfterMs = parseRetryAfter(headers?.get('retry-after'));
  return new PortError(code, disposition, {
    // The SDK's error holds the request with its signature: only what says nothing secret is kept.
    cause: new Error(`Azure Blob Storage ${error.statusCode ?? 'without answer'} ${errorCode}`),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** RFC 9110 10.2.3: seconds or a date. */
function parseRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d{1,6}\s*$/.test(value)) return Number(value) * 1_000;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}
