import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSource } from '#lib/sources/adapters.ts';
import type { OpenSource, Source } from '#lib/sources/port.ts';
import { serversOnThisMachine } from '#lib/sources/test-servers.ts';

/** An account at a source, and the directory in which its packages lie. */
export type SourceUnderTest = {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
  readonly directory: string;
  close(): Promise<void>;
};

const first = '202611030000-TeleMessage_1_20261104050211.zip';
const second = '202611030000-TeleMessage_2_20261104050211.zip';
const tenth = '202611030000-TeleMessage_10_20261104050211.zip';
const changing = '202611030000-TeleMessage_11_20261104050211.zip';
const nextDay = '202611040000-TeleMessage_1_20261105050211.zip';

/**
 * What every source must do that lets an account move and delete its packages.
 * @param setUp gives an account of its own to each test
 */
export function describePutAwayContract(kind: string, setUp: () => Promise<SourceUnderTest>): void {
  describe(`the ${kind} source puts imported packages away`, () => {
    let account: SourceUnderTest;
    let source: Source;
    beforeEach(async () => {
      account = await setUp();
      const signal = AbortSignal.timeout(30_000);
      source = await openSource(kind, account.settings, account.secrets, {
        signal,
        servers: serversOnThisMachine,
      });
    });
    afterEach(async () => {
      await source.close();
      await account.close();
    });

    const put = async (content: string) => {
      await writeFile(path.join(account.directory, first), content);
      const [found] = await source.listPackages();
      if (found === undefined) throw new Error('nothing found');
      return found;
    };
    const read = (name: string) => readFile(path.join(account.directory, 'imported', name), 'utf8');

    it('moves a package, and does nothing the second time', async () => {
      const found = await put('content');
      expect(await source.putAway(found, 'move')).toBe('done');
      expect(await source.listPackages()).toEqual([]);
      expect(await read(first)).toBe('content');
      expect(await source.putAway(found, 'move')).toBe('gone');
    });

    it('keeps both when a name is moved that was moved before', async () => {
      await source.putAway(await put('content'), 'move');
      expect(await source.putAway(await put('other content'), 'move')).toBe('done');
      expect(await read(first)).toBe('content');
      expect(await read(`${first}.2`)).toBe('other content');
    });

    it('deletes a package, and does nothing the second time', async () => {
      const found = await put('content');
      expect(await source.putAway(found, 'delete')).toBe('done');
      expect(await source.listPackages()).toEqual([]);
      expect(await source.putAway(found, 'delete')).toBe('gone');
    });

    it('leaves another file alone that has the name by now', async () => {
      const found = await put('content');
      await put('content that is longer');
      for (const how of ['move', 'delete'] as const) {
        expect(await source.putAway(found, how)).toBe('changed');
      }
      expect(await source.listPackages()).toHaveLength(1);
    });

    it('touches nothing that is no package', async () => {
      const found = { ...(await put('content')), name: '../secret' };
      await expect(source.putAway(found, 'delete')).rejects.toThrow('not a package name');
    });
  });
}

/** What every kind of source must do. */
export function describeSourceContract(kind: string, setUp: () => Promise<SourceUnderTest>): void {
  describe(`the ${kind} source keeps the contract`, () => {
    let account: SourceUnderTest;
    const content = randomBytes(5_000_000);
    const open = (options: Partial<OpenSource> = {}): Promise<Source> =>
      openSource(kind, account.settings, account.secrets, {
        signal: AbortSignal.timeout(30_000),
        servers: serversOnThisMachine,
        ...options,
      });

    beforeAll(async () => {
      account = await setUp();
      const { directory } = account;
      await writeFile(path.join(directory, nextDay), 'next day');
      await writeFile(path.join(directory, tenth), '');
      await writeFile(path.join(directory, second), 'second');
      await writeFile(path.join(directory, first), content);
      await writeFile(path.join(directory, 'read-me.txt'), 'not a package');
      await writeFile(path.join(directory, `${first}.part`), 'an upload under way');
      await mkdir(path.join(directory, '202611050000-TeleMessage_1_20261106050211.zip'));
    });
    afterAll(() => account.close());

    it('lists packages and nothing else, oldest first, with size and time', async () => {
      const source = await open();
      const packages = await source.listPackages();
      await source.close();

      expect(packages.map(({ name }) => name)).toEqual([first, second, tenth, nextDay]);
      expect(packages.map(({ sizeBytes }) => sizeBytes)).toEqual([5_000_000, 6, 0, 8]);
      const { mtimeMs } = await stat(path.join(account.directory, first));
      // SFTP tells the time to the second.
      const seconds = Math.floor((packages[0]?.modifiedAt?.getTime() ?? 0) / 1_000);
      expect(seconds).toBe(Math.floor(mtimeMs / 1_000));
    });

    it('tells the last step of the connection check with the number of packages', async () => {
      const steps: string[] = [];
      const source = await open({
        onStep: ({ id, state, detail }) => {
          if (id === 'packages') steps.push(`${state} ${detail ?? ''}`.trim());
        },
      });
      await source.close();
      expect(steps).toEqual(['running', 'passed 4']);
    });

    it('streams packages byte for byte, from any place, several at once', async () => {
      const source = await open();
      const streams = await Promise.all([
        source.openPackage(first),
        source.openPackage(first, 4_900_001),
        source.openPackage(second),
        source.openPackage(tenth),
      ]);
      const [whole, rest, small, empty] = await Promise.all(streams.map((it) => buffer(it)));
      await source.close();

      expect(whole?.equals(content)).toBe(true);
      expect(rest?.equals(content.subarray(4_900_001))).toBe(true);
      expect(small?.toString()).toBe('second');
      expect(empty?.length).toBe(0);
    });

    it('goes on after a stream that nobody read to its end', async () => {
      const source = await open();
      const stream = await source.openPackage(first);
      await stream[Symbol.asyncIterator]().next();
      stream.destroy();
      expect(await source.listPackages()).toHaveLength(4);
      await source.close();
    });

    it('says so when a package is gone', async () => {
      const source = await open();
      const gone = '202611030000-TeleMessage_3_20261104050211.zip';
      const reading = source.openPackage(gone).then((stream) => buffer(stream));
      await expect(reading).rejects.toMatchObject({
        code: 'package-missing',
        disposition: 'retry',
      });
      await source.close();
    });

    it('opens nothing that is no package', async () => {
      const source = await open();
      expect(() => source.openPackage('../secret')).toThrow('not a package name');
      await source.close();
    });

    it('refuses to end a stream whose package was written to meanwhile', async () => {
      const source = await open();
      const file = path.join(account.directory, changing);
      await writeFile(file, content);
      const stream = await source.openPackage(changing);
      const reading = async () => {
        const pieces = stream[Symbol.asyncIterator]();
        while ((await pieces.next()).done !== true) await utimes(file, 1, 1);
      };
      await expect(reading()).rejects.toMatchObject({
        code: 'package-changed',
        disposition: 'retry',
      });
      await rm(file);
      await source.close();
    });

    it('says so when the settings are none', async () => {
      await expect(
        openSource(kind, {}, account.secrets, {
          signal: AbortSignal.timeout(1_000),
          servers: serversOnThisMachine,
        }),
      ).rejects.toMatchObject({ code: 'source-settings-invalid', disposition: 'fix-settings' });
    });
  });
}
