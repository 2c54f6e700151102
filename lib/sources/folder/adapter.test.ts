import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectionStep } from '#lib/domain/connection-check.ts';
import { openSource } from '#lib/sources/adapters.ts';
import { serversOnThisMachine } from '#lib/sources/test-servers.ts';
import { describePutAwayContract, describeSourceContract } from '#lib/sources/contract.ts';
import { openFolderSource } from '#lib/sources/folder/adapter.ts';

const packageName = '202611030000-TeleMessage_1_20261104050211.zip';

const directories: string[] = [];
afterEach(async () => {
  for (const directory of directories.splice(0)) {
    await chmod(directory, 0o700);
    await rm(directory, { recursive: true });
  }
});

async function setUp() {
  const directory = await mkdtemp(path.join(tmpdir(), 'custody-folder-'));
  return {
    settings: { directory },
    secrets: {},
    directory,
    close: () => rm(directory, { recursive: true }),
  };
}

describeSourceContract('folder', setUp);
describePutAwayContract('folder', setUp);

async function makeDirectory(): Promise<string> {
  const { directory } = await setUp();
  directories.push(directory);
  return directory;
}

const signal = AbortSignal.timeout(30_000);

describe('a folder source', () => {
  it('says so when its directory is missing', async () => {
    const steps: ConnectionStep[] = [];
    const settings = { directory: '/no-such-directory' };
    const opening = openFolderSource(
      { settings },
      { signal, servers: serversOnThisMachine, onStep: (step) => steps.push(step) },
    );
    await expect(opening).rejects.toMatchObject({
      code: 'directory-missing',
      disposition: 'fix-settings',
    });
    expect(steps.at(-1)).toEqual({ id: 'packages', state: 'failed', code: 'directory-missing' });
  });

  it('says so when its directory is a file', async () => {
    const directory = path.join(await makeDirectory(), 'file');
    await writeFile(directory, '');
    await expect(
      openFolderSource({ settings: { directory } }, { signal, servers: serversOnThisMachine }),
    ).rejects.toMatchObject({
      code: 'directory-missing',
    });
  });

  it('refuses a directory whose meaning depends on where the worker runs', async () => {
    const settings = { directory: 'packages' };
    await expect(
      openSource('folder', settings, {}, { signal, servers: serversOnThisMachine }),
    ).rejects.toMatchObject({
      code: 'source-settings-invalid',
    });
  });

  it('takes no link for a package, listed or not', async () => {
    const directory = await makeDirectory();
    await symlink('/etc/hostname', path.join(directory, packageName));
    const source = await openFolderSource(
      { settings: { directory } },
      { signal, servers: serversOnThisMachine },
    );
    expect(await source.listPackages()).toEqual([]);
    const reading = source.openPackage(packageName).then((stream) => buffer(stream));
    await expect(reading).rejects.toMatchObject({ code: 'package-missing' });
  });

  it('reads nothing of a package that ends before the place where it is to go on', async () => {
    const directory = await makeDirectory();
    await writeFile(path.join(directory, packageName), 'content');
    const source = await openFolderSource(
      { settings: { directory } },
      { signal, servers: serversOnThisMachine },
    );
    expect(await buffer(await source.openPackage(packageName, 7))).toHaveLength(0);
    expect(await buffer(await source.openPackage(packageName, 100))).toHaveLength(0);
  });

  // Nothing is forbidden to root.
  it.skipIf(process.getuid?.() === 0)('says so when it may not read or write', async () => {
    const directory = await makeDirectory();
    await writeFile(path.join(directory, packageName), 'content', { mode: 0o000 });
    const source = await openFolderSource(
      { settings: { directory } },
      { signal, servers: serversOnThisMachine },
    );
    const [found] = await source.listPackages();
    const reading = source.openPackage(packageName).then((stream) => buffer(stream));
    const refused = { code: 'not-permitted', disposition: 'fix-settings' };
    await expect(reading).rejects.toMatchObject(refused);
    await chmod(directory, 0o500);
    if (found !== undefined) {
      await expect(source.putAway(found, 'delete')).rejects.toMatchObject(refused);
      await expect(source.putAway(found, 'move')).rejects.toMatchObject(refused);
    }
  });
});
