import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint } from '#lib/cli/environment/fingerprint.ts';

let root: string;
const file = (name: string) => path.join(root, name);
const take = () => fingerprint(root, ['app', 'settings.json'], (name) => name.endsWith('.test.ts'));

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'custody-fingerprint-'));
  await mkdir(file('app/deep'), { recursive: true });
  await writeFile(file('app/deep/page.ts'), 'one');
  await writeFile(file('settings.json'), '{}');
});
afterEach(() => rm(root, { recursive: true }));

test('the same contents give the same number', async () => {
  expect(await take()).toBe(await take());
});

test.for<[what: string, change: () => Promise<void>]>([
  ['content', () => writeFile(file('app/deep/page.ts'), 'two')],
  ['a name', () => rename(file('app/deep/page.ts'), file('app/deep/layout.ts'))],
  ['a new file', () => writeFile(file('app/new.ts'), '')],
  ['a file beside the folders', () => writeFile(file('settings.json'), '{"a":1}')],
])('a change of %s gives another', async ([, change]) => {
  const before = await take();
  await change();
  expect(await take()).not.toBe(before);
});

test('what is left out changes nothing', async () => {
  const before = await take();
  await writeFile(file('app/page.test.ts'), 'test');
  await writeFile(file('README.md'), 'text');
  expect(await take()).toBe(before);
});
