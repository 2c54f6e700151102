import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Azurite, startAzurite } from '#e2e/servers/azurite.ts';
import { openAzureBlobStaging } from '#lib/staging/azure-blob/adapter.ts';
import { describeStagingContract } from '#lib/staging/contract.ts';
import { HEADER_BYTES, SEALED_CHUNK_BYTES } from '#lib/staging/object-format.ts';

const masterKey = randomBytes(32);
let azurite: Azurite;

beforeAll(async () => {
  azurite = await startAzurite();
});

afterAll(async () => {
  await azurite.stop();
});

async function makeContainer() {
  const { connectionString } = azurite;
  const container = `test-${randomUUID()}`;
  const staging = await openAzureBlobStaging({ connectionString, container, masterKey });
  return { staging, container, blobs: new ContainerClient(connectionString, container) };
}

describeStagingContract('azure-blob', async () => (await makeContainer()).staging);

describe('the azure-blob staging', () => {
  it('gives back an object of several blocks', async () => {
    const { staging, blobs } = await makeContainer();
    const content = randomBytes(9_000_000);
    await staging.write('packages/a', [content]);

    const { committedBlocks = [] } = await blobs
      .getBlockBlobClient('packages/a')
      .getBlockList('committed');
    expect(committedBlocks.length).toBeGreaterThan(3);
    const staged = await staging.open('packages/a');
    expect(
      (await staged.read(4_000_000, 3_000_000)).equals(content.subarray(4_000_000, 7_000_000)),
    );
    expect((await staged.read(0, content.length)).equals(content)).toBe(true);
  });

  it('leaves nothing of the content readable in the account, committed or not', async () => {
    const { staging } = await makeContainer();
    const canary = `harbour ${randomUUID()} `;
    const content = Buffer.from(canary.repeat(200_000));
    await staging.write('packages/a', [content]);
    async function* brokenOff() {
      yield content;
      await Promise.reject(new Error('broken off'));
    }
    await expect(staging.write('packages/b', brokenOff())).rejects.toThrow('broken off');

    const stored = await readAll(azurite.directory);
    expect(stored.length).toBeGreaterThan(2 * content.length);
    expect(stored.includes(canary)).toBe(false);
  });

  const chunk = (index: number) => HEADER_BYTES + index * SEALED_CHUNK_BYTES;
  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['a changed header', (bytes) => flip(bytes, 20)],
    ['a changed byte', (bytes) => flip(bytes, chunk(1) + 10)],
    ['a blob cut inside a chunk', (bytes) => bytes.subarray(0, chunk(1) + 100)],
    ['a blob cut at the end of a chunk', (bytes) => bytes.subarray(0, chunk(2))],
    ['a blob cut inside the header', (bytes) => bytes.subarray(0, 10)],
    ['an empty blob', () => Buffer.alloc(0)],
    ['bytes after the end', (bytes) => Buffer.concat([bytes, Buffer.alloc(40)])],
  ])('notices %s', async (_what, damage) => {
    const { staging, blobs } = await makeContainer();
    const content = randomBytes(160_000);
    await staging.write('packages/a', [content]);
    const blob = blobs.getBlockBlobClient('packages/a');
    const damaged = damage(await blob.downloadToBuffer());
    await blob.upload(damaged, damaged.length);

    const reading = staging.open('packages/a').then((staged) => staged.read(0, content.length));

    await expect(reading).rejects.toMatchObject({
      name: 'PortError',
      code: 'staged-object-damaged',
    });
  });

  it('refuses to go on reading an object that was replaced, for the job to try again', async () => {
    const { staging } = await makeContainer();
    await staging.write('packages/a', [randomBytes(3_000_000)]);
    const staged = await staging.open('packages/a');
    await staging.write('packages/a', [randomBytes(3_000_000)]);

    await expect(staged.read(1_200_000, 100)).rejects.toMatchObject({
      code: 'staging-busy',
      disposition: 'retry',
    });
  });

  it.each([0, 100, 9_000_000])(
    'puts %i bytes under a new master key without sending them again',
    async (sizeBytes) => {
      const { staging, container, blobs } = await makeContainer();
      const { connectionString } = azurite;
      const content = randomBytes(sizeBytes);
      await staging.write('packages/a', [content]);
      const before = await blobs.getBlockBlobClient('packages/a').downloadToBuffer();
      const newKey = randomBytes(32);
      const both = await openAzureBlobStaging({
        connectionString,
        container,
        masterKey: { newKey, oldKey: masterKey },
      });

      expect(await both.renewKey('packages/a')).toBe(true);
      expect(await both.renewKey('packages/a')).toBe(false);

      const after = await blobs.getBlockBlobClient('packages/a').downloadToBuffer();
      expect(after.subarray(HEADER_BYTES).equals(before.subarray(HEADER_BYTES))).toBe(true);
      await expect(staging.open('packages/a')).rejects.toMatchObject({
        code: 'staged-object-damaged',
      });
      const renewed = await openAzureBlobStaging({
        connectionString,
        container,
        masterKey: newKey,
      });
      const staged = await renewed.open('packages/a');
      expect((await staged.read(0, sizeBytes)).equals(content)).toBe(true);
    },
  );

  it('lets one of two writers of the same object win, whole', async () => {
    const { staging } = await makeContainer();
    const contents = [randomBytes(200_000), randomBytes(200_000)];
    const written = await Promise.allSettled(
      contents.map((content) => staging.write('packages/a', [content])),
    );

    expect(written.some(({ status }) => status === 'fulfilled')).toBe(true);
    const staged = await staging.open('packages/a');
    const read = await staged.read(0, 200_000);
    expect(contents.some((content) => content.equals(read))).toBe(true);
  });

  it('says so when the account refuses the key', async () => {
    const connectionString = azurite.connectionString.replace(
      /AccountKey=[^;]+/,
      `AccountKey=${randomBytes(64).toString('base64')}`,
    );
    const opening = openAzureBlobStaging({ connectionString, container: 'test', masterKey });
    await expect(opening).rejects.toMatchObject({
      name: 'PortError',
      code: 'staging-not-accessible',
      disposition: 'fix-settings',
    });
  });

  it('says so when the container is gone', async () => {
    const { staging, blobs } = await makeContainer();
    await blobs.delete();
    await expect(staging.open('packages/a')).rejects.toMatchObject({
      code: 'staging-not-accessible',
    });
    await expect(staging.write('packages/a', [Buffer.from('x')])).rejects.toMatchObject({
      code: 'staging-not-accessible',
    });
  });
});

function flip(bytes: Buffer, index: number): Buffer {
  bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
  return bytes;
}

async function readAll(directory: string): Promise<Buffer> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Buffer.concat(
    await Promise.all(files.map((file) => readFile(path.join(file.parentPath, file.name)))),
  );
}
