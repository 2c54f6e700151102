import { createServer } from 'node:http';
import { BlockBlobClient } from '@azure/storage-blob';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toStagingError } from '#lib/staging/azure-blob/errors.ts';

/** Answers every request with what its path says: /container/<status>/<error code>/<Retry-After>. */
const server = createServer((request, response) => {
  const [, , status, errorCode, retryAfter] = decodeURIComponent(
    new URL(request.url ?? '', 'http://localhost').pathname,
  ).split('/');
  response.writeHead(Number(status), {
    ...(errorCode && { 'x-ms-error-code': errorCode }),
    ...(retryAfter && { 'retry-after': retryAfter }),
  });
  response.end();
});
let origin: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  origin = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

async function refusalOf(url: string): Promise<unknown> {
  const once = { retryOptions: { maxTries: 1 } };
  const blob = new BlockBlobClient(`${url}?sig=signature`, undefined, once);
  return blob.getProperties().then(
    () => undefined,
    (error: unknown) => error,
  );
}

it.each([
  [404, 'BlobNotFound', 'staged-object-missing', 'fix-settings'],
  [404, 'ContainerNotFound', 'staging-not-accessible', 'fix-settings'],
  [403, 'AuthenticationFailed', 'staging-not-accessible', 'fix-settings'],
  [403, 'AccountIsDisabled', 'staging-not-accessible', 'fix-settings'],
  [401, 'NoAuthenticationInformation', 'staging-not-accessible', 'fix-settings'],
  [409, 'BlobImmutableDueToPolicy', 'staging-not-accessible', 'fix-settings'],
  [400, 'InvalidBlockList', 'staging-busy', 'retry'],
  [412, 'ConditionNotMet', 'staging-busy', 'retry'],
  [429, '', 'staging-busy', 'retry'],
  [503, 'ServerBusy', 'staging-busy', 'retry'],
  [507, '', 'staging-full', 'retry'],
  [500, 'InternalError', 'staging-failed', 'retry'],
])('translates %i %s into %s', async (status, errorCode, code, disposition) => {
  const refusal = await refusalOf(`${origin}/container/${status}/${errorCode}`);
  expect(toStagingError(refusal)).toMatchObject({ name: 'PortError', code, disposition });
});

it('waits as long as the account says', async () => {
  const seconds = await refusalOf(`${origin}/container/503/ServerBusy/17`);
  expect(toStagingError(seconds).retryAfterMs).toBe(17_000);

  const past = await refusalOf(`${origin}/container/503/ServerBusy/${new Date(0).toUTCString()}`);
  expect(toStagingError(past).retryAfterMs).toBe(0);

  const silent = await refusalOf(`${origin}/container/503/ServerBusy`);
  expect(toStagingError(silent).retryAfterMs).toBeUndefined();
});

it('tries again when nothing answers', async () => {
  const refusal = await refusalOf('http://127.0.0.1:1/container/a');
  expect(toStagingError(refusal)).toMatchObject({ code: 'staging-failed', disposition: 'retry' });
});

it('keeps nothing of the request, whose address may carry a signature', async () => {
  const refusal = await refusalOf(`${origin}/container/403/AuthenticationFailed`);
  expect(toStagingError(refusal).cause).toEqual(
    new Error('Azure Blob Storage 403 AuthenticationFailed'),
  );
});
