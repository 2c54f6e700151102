import { copyFile, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import { PortError } from '#lib/domain/errors.ts';
import { handlers } from '#lib/jobs/handlers.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { buildEml } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';
import { openSource } from '#lib/sources/adapters.ts';
import { serversOnThisMachine } from '#lib/sources/test-servers.ts';

const maja = { name: 'Maja Lie', mobileNumber: '4791234567', emailAddress: 'maja@fjord.example' };
const mailboxes = [{ address: 'maja@fjord.example', aliases: [] }];

let under: TestImport;
let directory: string;
let services: ImportServices;

beforeEach(async () => {
  under = await createTestImport({ destination: openMemoryDestination(), mailboxes });
  directory = await mkdtemp(path.join(os.tmpdir(), 'custody-packages-'));
  await setSettings({ directory });
  services = {
    ...under.services,
    openSource: ({ kind, settings }, secrets, options) =>
      openSource(kind, settings, secrets, { ...options, servers: serversOnThisMachine }),
  };
});
afterEach(async () => {
  await under.close();
  await rm(directory, { recursive: true });
});

async function setSettings(sourceSettings: { directory: string; afterImport?: string }) {
  await under.db.connector.update({
    where: { id: under.connectorId },
    data: { sourceKind: 'folder', sourceSettings },
  });
}

/** Puts a package with one item of its own at the source. @returns its name */
async function put(day: string, part: number, id = `${day}-${part}`): Promise<string> {
  const name = packageName({ day, part, zippedAt: new Date('2026-11-21T05:00:00Z') });
  const eml = buildEml({
    messageId: `${id}@telemessage.example`,
    date: new Date(`${day}T09:30:00Z`),
    from: maja,
    to: [maja],
    subject: 'Telegram message',
    text: id,
  });
  const bytes = await buildPackage({ name, items: [{ entryName: '0.eml', eml }] });
  await writeFile(path.join(directory, name), bytes);
  return name;
}

async function importAll() {
  const runId = await under.startRun();
  for (let job = under.jobs.shift(); job !== undefined; job = under.jobs.shift()) {
    await handlers[job.name](services, job.payload, AbortSignal.timeout(30_000));
  }
  return getRun(runId);
}

async function getRun(id: string) {
  return under.db.run.findUniqueOrThrow({
    where: { id },
    include: { packages: { orderBy: { name: 'asc' } } },
  });
}

describe('packages at the source', () => {
  it('that are missing are told by the run, until they arrive', async () => {
    await put('2026-11-20', 1);
    await put('2026-11-20', 3);
    const first = await importAll();
    const gap = { code: 'parts-missing', day: '2026-11-20', missing: [{ from: 2, to: 2 }] };
    expect(first.state).toBe('completed');
    expect(first.notices).toEqual([{ ...gap, isClosed: false }]);

    await put('2026-11-20', 2);
    const second = await importAll();
    expect(second.notices).toEqual([]);
    expect((await getRun(first.id)).notices).toEqual([{ ...gap, isClosed: true }]);
  });

  it('that come late are taken and marked', async () => {
    await put('2026-11-20', 1);
    await put('2026-11-21', 1);
    await importAll();
    await put('2026-11-20', 2);
    const late = await importAll();
    expect(late.packages.map(({ state, notes }) => [state, notes])).toEqual([['read', ['late']]]);
    expect(late.imported).toBe(1);
  });

  it('are taken once by content, and again when a name has other content', async () => {
    const name = await put('2026-11-20', 1);
    await importAll();

    await utimes(path.join(directory, name), 1_000, 1_000);
    await copyFile(path.join(directory, name), path.join(directory, name.replace('_1_', '_2_')));
    const same = await importAll();
    expect(same.packages.map(({ state, notes }) => [state, notes])).toEqual([
      ['duplicate', ['sent-again']],
      ['duplicate', []],
    ]);

    await put('2026-11-20', 1, 'other content');
    const other = await importAll();
    expect(other.packages.map(({ state, notes }) => [state, notes])).toEqual([
      ['read', ['sent-again']],
    ]);
    expect(other.imported).toBe(1);
    expect((await importAll()).packages).toEqual([]);
  });
});

describe('after an import', () => {
  it('packages are left where they are, unless the connector says otherwise', async () => {
    const name = await put('2026-11-20', 1);
    expect((await importAll()).state).toBe('completed');
    expect(await readdir(directory)).toEqual([name]);
  });

  it('packages are moved, and copies of what a green run has read, too', async () => {
    await setSettings({ directory, afterImport: 'move' });
    const name = await put('2026-11-20', 1);
    await importAll();
    expect(await readdir(directory)).toEqual(['imported']);
    expect(await readdir(path.join(directory, 'imported'))).toEqual([name]);

    const copy = name.replace('_1_', '_2_');
    await copyFile(path.join(directory, 'imported', name), path.join(directory, copy));
    await importAll();
    expect((await readdir(path.join(directory, 'imported'))).toSorted()).toEqual([name, copy]);
  });

  it('packages are deleted', async () => {
    await setSettings({ directory, afterImport: 'delete' });
    await put('2026-11-20', 1);
    await importAll();
    expect(await readdir(directory)).toEqual([]);
  });

  it('that is not proved nothing is touched', async () => {
    await setSettings({ directory, afterImport: 'delete' });
    await put('2026-11-20', 1);
    const broken = packageName({ day: '2026-11-20', part: 2, zippedAt: new Date() });
    await writeFile(path.join(directory, broken), 'not a ZIP');
    expect((await importAll()).state).toBe('not-reconciled');
    expect(await readdir(directory)).toHaveLength(2);
  });

  it('a source that refuses is told by the run, which stays green', async () => {
    await setSettings({ directory, afterImport: 'delete' });
    const name = await put('2026-11-20', 1);
    const inner = services;
    services = {
      ...inner,
      openSource: async (...given) => ({
        ...(await inner.openSource(...given)),
        putAway: () => Promise.reject(new PortError('not-permitted', 'fix-settings')),
      }),
    };
    const run = await importAll();
    expect(run.state).toBe('completed');
    expect(run.notices).toEqual([
      { code: 'source-not-tidied', reason: 'not-permitted', names: [name], count: 1 },
    ]);
  });
});

it('a refused password is not sent again within the hour, and the run says why it waits', async () => {
  let opened = 0;
  services = {
    ...services,
    openSource: () => {
      opened += 1;
      return Promise.reject(new PortError('sign-in-refused', 'reauthorize'));
    },
  };
  const runId = await under.startRun();
  const start = async () => {
    // As once a minute, when the run is woken.
    await under.db.run.update({ where: { id: runId }, data: { wakeAt: null } });
    await handlers['run.start'](services, { runId }, AbortSignal.timeout(30_000));
    return (await getRun(runId)).waitingFor;
  };
  expect(await start()).toBe('sign-in-refused');
  expect(await start()).toBe('sign-in-held-back');
  expect(opened).toBe(1);

  services = { ...services, now: () => new Date(Date.now() + 3_600_000) };
  expect(await start()).toBe('sign-in-refused');
  expect(opened).toBe(2);
});
