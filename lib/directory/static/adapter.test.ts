import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDirectory } from '#lib/directory/adapters.ts';
import { describeDirectoryContract } from '#lib/directory/contract.ts';
import type { Directory } from '#lib/directory/port.ts';
import { PortError } from '#lib/domain/errors.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'custody-mailbox-list-'));
});
afterAll(() => rm(directory, { recursive: true }));

const listFile = () => path.join(directory, 'mailboxes.csv');

async function openList(list: string | Buffer) {
  await writeFile(listFile(), list);
  const options = {
    graphUrl: 'http://127.0.0.1:9',
    getToken: () => Promise.reject(new Error('no tenant')),
    signal: AbortSignal.timeout(30_000),
  };
  return openDirectory({ kind: 'static', settings: { file: listFile() } }, options);
}

const addressesOf = async (list: string) =>
  (await Array.fromAsync((await openList(list)).listMailboxes())).map(({ address }) => address);

describeDirectoryContract('static', async () => ({
  directory: await openList(
    '\uFEFFMailbox;Alias\r\nJonas.Berg@Fjord.example;JB@fjord.example;jonas.berg@fjord.example\r\n\r\n"maja@fjord.example"; \r\n# left in May\r\nmaja@fjord.example;smtp:mj@fjord.example\r\nanna@møre.example\r\n',
  ),
  reaches: [
    ['jonas.berg@fjord.example', 'jonas.berg@fjord.example'],
    ['JB@fjord.example', 'jonas.berg@fjord.example'],
    ['jonas.berg+phone@fjord.example', 'jonas.berg@fjord.example'],
    ['maja@fjord.example', 'maja@fjord.example'],
    // Two lines of one mailbox.
    ['mj@fjord.example', 'maja@fjord.example'],
    ['anna@MØRE.example', 'anna@xn--mre-0na.example'],
    ['mailbox', null],
    ['# left in may', null],
    ['nobody@fjord.example', null],
  ],
  close: () => Promise.resolve(),
}));

it('may be a plain list', async () => {
  expect(await addressesOf('a@fjord.example\nb@fjord.example')).toEqual([
    'a@fjord.example',
    'b@fjord.example',
  ]);
});

it('is read anew each time', async () => {
  const list = await openList('a@fjord.example');
  expect(await Array.fromAsync(list.listMailboxes())).toHaveLength(1);
  await writeFile(listFile(), 'a@fjord.example\nb@fjord.example');
  expect(await Array.fromAsync(list.listMailboxes())).toHaveLength(2);
});

it.for<[what: string, list: string | Buffer, code: string, detail: string]>([
  [
    'lines that are no address',
    'a@fjord.example\nb.fjord.example\nc@fjord.example;d',
    'mailbox-list-invalid',
    'no e-mail address in line 2, 3',
  ],
  ['nothing', ' \n', 'mailbox-list-empty', 'no mailbox'],
  ['another encoding', Buffer.from([0xff, 0xfe, 0x61, 0x00]), 'mailbox-list-unreadable', 'encoded'],
])('is refused with %s in it, and says where', async ([, list, code, detail]) => {
  const refusal = await refusalOf(await openList(list));
  expect(refusal).toMatchObject({ code, disposition: 'fix-settings' });
  expect(refusal.detail).toContain(detail);
});

it('is refused when there is no such file, with its name', async () => {
  const list = await openList('a@fjord.example');
  await rm(listFile());
  const refusal = await refusalOf(list);
  expect(refusal.code).toBe('mailbox-list-unreadable');
  expect(refusal.detail).toContain(listFile());
});

async function refusalOf(directory: Directory): Promise<PortError> {
  try {
    await Array.fromAsync(directory.listMailboxes());
  } catch (error) {
    if (error instanceof PortError) return error;
    throw error;
  }
  throw new Error('the list was not refused');
}
