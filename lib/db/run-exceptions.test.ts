import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import type { SampleConnector } from '../../prisma/seed/sample-connectors.ts';
import { sampleRunId } from '../../prisma/seed/sample-id.ts';
import { writeConnector } from '../../prisma/seed/write-connector.ts';
import { pagesOfDeliveries } from './run-deliveries.ts';
import {
  countExceptionsFound,
  countRunExceptions,
  countUnmatchedParticipants,
  listRunExceptions,
  listUnmatchedParticipants,
} from './run-exceptions.ts';
import { listRunPackages } from './run-packages.ts';
import { findRunDetails } from './run-summaries.ts';

const now = new Date('2026-11-21T08:00:00Z');
const runId = sampleRunId(1, 0);
const connector: SampleConnector = {
  number: 1,
  name: 'Bergen',
  state: 'active',
  sourceStatus: 'connected',
  runs: [
    {
      minutesAgo: 300,
      state: 'completed',
      packages: [
        { items: 60 },
        {
          items: 0,
          state: 'refused',
          refusals: [{ code: 'no-manifest', count: 1, examples: [] }],
        },
      ],
      unmappedEvery: 10,
      tooLargeEvery: 30,
      skippedEvery: 25,
    },
    // A second run, to see that nothing of it is mixed in.
    { minutesAgo: 100, state: 'completed', packages: [{ items: 40 }], unmappedEvery: 2 },
  ],
};

describe('the exceptions of a run', () => {
  let db: Database;
  beforeAll(async () => {
    db = createDatabase(await createTestDatabase());
    await writeConnector(db, connector, { now, masterKey: Buffer.alloc(32) });
  });
  afterAll(async () => {
    await db.$disconnect();
  });

  test('are counted by reason, and the counts are those of the books', async () => {
    const reasons = await countRunExceptions(db, runId);
    const run = await findRunDetails(db, runId);

    expect(reasons).toContainEqual({ reason: 'unmapped', count: 6 });
    expect(reasons.reduce((sum, { count }) => sum + count, 0)).toBe(run?.held);
  });

  test('come in pages, oldest event first, of any reason or of one', async () => {
    const search = { reason: undefined, text: '', skip: 0, take: 100 };
    const all = await listRunExceptions(db, runId, search);
    const second = await listRunExceptions(db, runId, { ...search, skip: 2, take: 2 });
    const unmapped = await listRunExceptions(db, runId, { ...search, reason: 'unmapped' });
    const times = all.map(({ eventAt }) => eventAt?.getTime() ?? 0);

    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(second).toEqual(all.slice(2, 4));
    expect(new Set(unmapped.map(({ reason }) => reason))).toEqual(new Set(['unmapped']));
    expect(unmapped).toHaveLength(6);
    expect(unmapped[0]).toMatchObject({ mailbox: null, state: 'held' });
  });

  test('are found by a part of their id, mailbox or number, as it is written', async () => {
    const search = { reason: undefined, text: '', skip: 0, take: 100 };
    const all = await listRunExceptions(db, runId, search);
    const [first] = all;
    const found = (text: string) => listRunExceptions(db, runId, { ...search, text });

    expect(await found(first?.sourceItemId.slice(1, -4).toUpperCase() ?? '')).toContainEqual(first);
    expect(await found('%')).toEqual([]);
    const ofPerson = all.filter(({ unmatched }) => JSON.stringify(unmatched).includes('99887766'));
    expect(ofPerson.length).toBeGreaterThan(0);
    expect(ofPerson.length).toBeLessThan(all.length);
    expect(await found('99887766')).toEqual(ofPerson);
    expect(await countExceptionsFound(db, runId, { reason: undefined, text: '99887766' })).toBe(
      ofPerson.length,
    );
  });

  test('alone are the log of exceptions', async () => {
    const logged: string[] = [];
    for await (const page of pagesOfDeliveries(db, { runId, only: 'exceptions' }, 3)) {
      logged.push(...page.map(({ id }) => id));
    }
    const all = await listRunExceptions(db, runId, {
      reason: undefined,
      text: '',
      skip: 0,
      take: 100,
    });

    expect(new Set(logged)).toEqual(new Set(all.map(({ id }) => id)));
    expect(logged).toHaveLength(all.length);
  });

  test('name each person without a mailbox once, with the number of their items', async () => {
    const people = await listUnmatchedParticipants(db, runId, { skip: 0, take: 100 });
    const items = await db.item.findMany({
      where: { runId, state: { not: 'skipped' } },
      select: { unmatched: true },
    });
    const mentions = items.filter(({ unmatched }) => unmatched !== null).length;

    expect(people.reduce((sum, person) => sum + person.items, 0)).toBe(mentions);
    expect(people.map((person) => person.items)).toEqual(
      people.map((person) => person.items).toSorted((one, other) => other - one),
    );
    expect(await countUnmatchedParticipants(db, runId)).toBe(people.length);
    expect(await listUnmatchedParticipants(db, runId, { skip: 1, take: 1 })).toEqual([people[1]]);
  });

  test('leave every delivery in the log, in whatever pages it is read', async () => {
    const total = await db.delivery.count({ where: { runId } });
    const whole = await Array.fromAsync(pagesOfDeliveries(db, { runId, only: 'all' }, 1000));
    const parts = await Array.fromAsync(pagesOfDeliveries(db, { runId, only: 'all' }, 7));

    expect(whole.flat()).toHaveLength(total);
    expect(parts.flat()).toEqual(whole.flat());
    expect(whole.flat().find(({ rule }) => rule === 'mapping-file')).toMatchObject({
      matchedBy: '4791234567',
      mappingVersion: 1,
      mappingLine: 2,
    });
    const byMail = whole.flat().find(({ rule }) => rule === 'e-mail');
    expect(byMail).toMatchObject({ matchedBy: byMail?.mailbox, mappingVersion: null });
  });

  test('stand beside the packages with what the check of each said', async () => {
    const packages = await listRunPackages(db, runId, { skip: 0, take: 10 });

    expect(packages).toMatchObject([
      { state: 'read', itemsInManifest: 60, itemsRead: 60, refusal: null },
      { state: 'refused', itemsRead: 0, refusal: [{ code: 'no-manifest' }] },
    ]);
  });
});
