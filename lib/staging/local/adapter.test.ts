import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { describeStagingContract } from '#lib/staging/contract.ts';
import { openLocalStaging } from '#lib/staging/local/adapter.ts';
import { HEADER_BYTES, SEALED_CHUNK_BYTES } from '#lib/staging/object-format.ts';

const masterKey = randomBytes(32);
const directories: string[] = [];

async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'custody-staging-'));
  directories.push(directory);
  return directory;
}

afterEach(async () => {
  await Promise.all(directories.splice(0).map((it) => rm(it, { recursive: true, force: true })));
});

describeStagingContract('local', async () =>
  openLocalStaging({ directory: await makeDirectory(), masterKey }),
);

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(content);
}

async function stage(content: Buffer) {
  const directory = await makeDirectory();
  const staging = await openLocalStaging({ directory, masterKey });
  await staging.write('packages/a', once(content));
  return { directory, staging, file: path.join(directory, 'objects', 'packages', 'a') };
}

describe('the local staging', () => {
  it('leaves nothing of the content readable on the disk', async () => {
    const content = Buffer.from('Meet me at the harbour. '.repeat(10_000));
    const { file } = await stage(content);
    expect((await readFile(file)).includes('harbour')).toBe(false);
  });

  const chunk = (index: number) => HEADER_BYTES + index * SEALED_CHUNK_BYTES;
  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['a changed header', (bytes) => flip(bytes, 20)],
    ['another format', (bytes) => flip(bytes, 0)],
    ['a changed byte', (bytes) => flip(bytes, chunk(1) + 10)],
    ['a file cut inside a chunk', (bytes) => bytes.subarray(0, chunk(1) + 100)],
    ['a file cut at the end of a chunk', (bytes) => bytes.subarray(0, chunk(2))],
    ['a file cut inside the header', (bytes) => bytes.subarray(0, 10)],
    ['an empty file', () => Buffer.alloc(0)],
    ['bytes after the end', (bytes) => Buffer.concat([bytes, Buffer.alloc(40)])],
    [
      'chunks that changed places',
      (bytes) =>
        Buffer.concat([
          bytes.subarray(0, chunk(0)),
          bytes.subarray(chunk(1), chunk(2)),
          bytes.subarray(chunk(0), chunk(1)),
          bytes.subarray(chunk(2)),
        ]),
    ],
  ])('notices %s', async (_what, damage) => {
    const content = randomBytes(160_000);
    const { file, staging } = await stage(content);
    await writeFile(file, damage(await readFile(file)));

    const reading = staging.open('packages/a').then(async (staged) => {
      const bytes = await staged.read(0, content.length).finally(() => staged.close());
      return bytes;
    });

    await expect(reading).rejects.toMatchObject({
      name: 'PortError',
      code: 'staged-object-damaged',
    });
  });

  it('does not open an object that was moved to another key', async () => {
    const { directory, file, staging } = await stage(randomBytes(100));
    await rename(file, path.join(directory, 'objects', 'packages', 'b'));
    await expect(staging.open('packages/b')).rejects.toMatchObject({
      code: 'staged-object-damaged',
    });
  });

  it('does not open an object with another master key', async () => {
    const { directory } = await stage(randomBytes(100));
    const other = await openLocalStaging({ directory, masterKey: randomBytes(32) });
    await expect(other.open('packages/a')).rejects.toMatchObject({ code: 'staged-object-damaged' });
  });

  it('sweeps what a killed writer left, and nothing that is being written', async () => {
    const directory = await makeDirectory();
    const partial = path.join(directory, 'partial');
    await mkdir(partial);
    await writeFile(path.join(partial, 'old'), 'x');
    await utimes(path.join(partial, 'old'), new Date(0), new Date(0));
    await writeFile(path.join(partial, 'new'), 'x');

    await openLocalStaging({ directory, masterKey });

    expect(await readdir(partial)).toEqual(['new']);
  });

  it('leaves no partial file behind when the content breaks off', async () => {
    const { directory, staging } = await stage(randomBytes(10));
    async function* broken() {
      yield randomBytes(100_000);
      await Promise.reject(new Error('broken off'));
    }
    await expect(staging.write('packages/b', broken())).rejects.toThrow('broken off');
    expect(await readdir(path.join(directory, 'partial'))).toEqual([]);
  });

  it('says so when the directory is no directory', async () => {
    const file = path.join(await makeDirectory(), 'file');
    await writeFile(file, '');
    await expect(openLocalStaging({ directory: file, masterKey })).rejects.toMatchObject({
      name: 'PortError',
    });
  });
});

function flip(bytes: Buffer, index: number): Buffer {
  bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
  return bytes;
}
