import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  GENERATED_LIMIT_BYTES,
  generatedDaysArbitrary,
  packagesOfDays,
  uploadsOf,
  type GeneratedDays,
} from '#e2e/fixtures/generated-days.ts';
import { recordRehearsal, recordRun, type RecordedPackage } from '#e2e/fixtures/recorded-import.ts';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { findCoverageList, findCoveragePreview } from '#lib/db/coverage-previews.ts';
import { getConnectorForImport } from '#lib/db/coverage-subjects.ts';
import { mappingPagesOf } from '#lib/db/mapping-pages.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import { coverageListSchemas, type CoverageListName } from '#lib/domain/coverage/coverage-lists.ts';
import type { CoverageResult } from '#lib/domain/coverage/coverage-result.ts';
import type { Mailbox } from '#lib/domain/matching/mailbox-index.ts';
import { requestPreview } from '#lib/operations/coverage/request-preview.ts';
import { queueRun } from '#lib/operations/runs/queue-run.ts';

const CASES = 100;
const TIMEOUT_MS = 570_000;
const actor = { id: 'grace', email: 'grace.lind@fjord.example', tenantId: 'fjord' };

const mailboxes: Mailbox[] = [];
let under: TestImport;
let cases = 0;

beforeAll(async () => {
  under = await createTestImport({ destination: openMemoryDestination(), mailboxes });
});
afterAll(() => under.close());

it(
  `does in ${CASES} generated cases exactly what the import then does`,
  async () => {
    const seen = { states: new Set<string>(), reasons: new Set<string>() };
    const seed = Date.now() % 2 ** 31;
    console.log(`coverage preview: seed ${seed}`);
    const property = fc.asyncProperty(generatedDaysArbitrary, async (days) => {
      for (const recorded of await rehearseAndImport(days)) {
        seen.states.add(recorded.state);
        for (const item of recorded.items) {
          seen.states.add(item.state);
          seen.reasons.add(item.holdReason ?? 'none');
          for (const { reason } of item.unmatched) seen.reasons.add(reason);
        }
      }
    });
    await fc.assert(property, { numRuns: CASES, seed, endOnFailure: true });

    expect(cases).toBe(CASES);
    // What never comes up is not compared.
    const states = ['read', 'refused', 'duplicate', 'pending', 'held', 'skipped'];
    expect([...seen.states]).toEqual(expect.arrayContaining(states));
    const reasons = ['unmapped', 'too-large', 'unreadable', 'not-at-that-time'];
    const missing = ['mapped-mailbox-missing', 'mapped-mailbox-missing-e-mail-used'];
    expect([...seen.reasons]).toEqual(expect.arrayContaining([...reasons, ...missing]));
  },
  TIMEOUT_MS,
);

async function rehearseAndImport(days: GeneratedDays): Promise<readonly RecordedPackage[]> {
  cases += 1;
  const connectorId = await setUp(days);
  const all: RecordedPackage[] = [];
  for (const packages of packagesOfDays(days)) {
    for (const { name, bytes } of packages) under.packages.set(name, bytes);
    const mappingVersionId = await newestVersionOf(connectorId);
    const connector = await getConnectorForImport(under.db, connectorId);
    const rehearsal = { connector, mappingVersionId };
    const predicted = await recordRehearsal(under.services, rehearsal);
    // One that does not hold its packages in memory says the same.
    const fromAfar = await recordRehearsal(under.services, { ...rehearsal, mostBytesInMemory: 0 });
    const result = await preview(connectorId);
    const run = await importNow(connectorId);
    const actual = await recordRun(under.db, run.id);

    expect(predicted).toEqual(actual);
    expect(fromAfar).toEqual(actual);
    expect(countersOf(result)).toEqual({
      itemsInManifests: run.itemsInManifests,
      itemsAvailable: run.itemsAvailable,
      availableForImport: run.availableForImport,
      imported: run.imported,
      skipped: run.skipped,
      held: run.held,
      packagesRefused: run.packagesRefused,
    });
    expect(await readLists(connectorId)).toEqual(listsOf(actual));
    all.push(...actual);
  }
  return all;
}

async function setUp(days: GeneratedDays): Promise<string> {
  mailboxes.splice(0, mailboxes.length, ...days.mailboxes);
  under.packages.clear();
  const connectorId = await insertTestConnector(under.db, {
    masterKey: under.services.masterKey,
    name: `Case ${cases}`,
    sourceSettings: {},
    sourceSecrets: { username: 'u', password: 'p' },
    destinationKind: 'memory',
  });
  await under.db.connector.update({
    where: { id: connectorId },
    data: {
      automaticMapping: days.automaticMapping,
      largestItemBytes: GENERATED_LIMIT_BYTES,
    },
  });
  for (const { uploadedAt, rows } of uploadsOf(days)) {
    const number = 1 + (await under.db.mappingVersion.count({ where: { connectorId } }));
    await under.db.mappingVersion.create({
      data: {
        ...{ connectorId, number, fileName: 'm.csv', sha256: '', author: 'test' },
        createdAt: uploadedAt,
        rowCount: rows.length,
        pages: { create: mappingPagesOf(rows) },
      },
    });
  }
  return connectorId;
}

async function newestVersionOf(connectorId: string): Promise<string | null> {
  const where = { connectorId };
  const version = await under.db.mappingVersion.findFirst({ where, orderBy: { number: 'desc' } });
  return version?.id ?? null;
}

/** As the portal asks for it. */
async function preview(connectorId: string): Promise<CoverageResult> {
  const subject = { connectorId };
  await requestPreview(under.services, { subject, actor });
  await under.work();
  const done = await findCoveragePreview(under.db, subject, 'done');
  if (done?.result == null) throw new Error('the preview has no result');
  return done.result;
}

async function importNow(connectorId: string) {
  const run = { connectorId, trigger: 'manual', startedBy: 'test', now: new Date() } as const;
  const { runId } = await under.db.$transaction((transaction) =>
    queueRun(transaction, under.services.queue, run),
  );
  await under.work();
  return under.db.run.findUniqueOrThrow({ where: { id: runId } });
}

function countersOf({ items, deliveries, packages }: CoverageResult) {
  return {
    itemsInManifests: items.inManifests,
    itemsAvailable: items.read,
    availableForImport: deliveries.available,
    imported: deliveries.delivered,
    skipped: deliveries.skipped,
    held: deliveries.held,
    packagesRefused: packages.refused,
  };
}

/** The downloads of the preview, as far as the ledger knows the same. */
async function readLists(connectorId: string) {
  const { unmatched, held, mailboxes: filed } = await findLists(connectorId);
  return {
    unmatched: sumUp(
      unmatched.map((person) => ({ ...person, count: person.unmatched, reasons: person.reasons })),
    ),
    held: held.map(({ packageName, entryName, reason }) => [packageName, entryName, reason]).sort(),
    mailboxes: filed
      .filter(({ delivered }) => delivered > 0)
      .map(({ mailbox, delivered }) => [mailbox, delivered])
      .sort(),
  };
}

async function findLists(connectorId: string) {
  const subject = { connectorId };
  const done = await findCoveragePreview(under.db, subject, 'done');
  const find = (name: CoverageListName) =>
    findCoverageList(under.db, { subject, previewId: done?.id ?? '', name });
  return {
    unmatched: coverageListSchemas.unmatched.parse(await find('unmatched')),
    held: coverageListSchemas.held.parse(await find('held')),
    mailboxes: coverageListSchemas.mailboxes.parse(await find('mailboxes')),
  };
}

/** The same out of what the import has left behind. */
function listsOf(packages: readonly RecordedPackage[]) {
  const items = packages.flatMap(({ name, items: all }) =>
    all.map((item) => ({ ...item, packageName: name })),
  );
  const delivered = items
    .flatMap(({ deliveries }) => deliveries)
    .filter(({ state }) => state === 'pending');
  return {
    unmatched: sumUp(
      items
        .flatMap(({ unmatched }) => unmatched)
        .filter(({ reason }) => reason !== 'mapped-mailbox-missing-e-mail-used')
        .map((person) => ({ ...person, count: 1, reasons: [person.reason] })),
    ),
    held: items
      .filter(({ state }) => state === 'held')
      .map(({ packageName, entryName, holdReason }) => [packageName, entryName, holdReason])
      .sort(),
    mailboxes: [...Map.groupBy(delivered, ({ mailbox }) => mailbox)]
      .map(([mailbox, all]) => [mailbox, all.length])
      .sort(),
  };
}

type CountedPerson = {
  readonly mobileNumber: string | null;
  readonly emailAddress: string | null;
  readonly count: number;
  readonly reasons: readonly string[];
};

/** By number and address: the ledger has no names, by which the preview tells some people apart. */
function sumUp(people: readonly CountedPerson[]) {
  const byPerson = Map.groupBy(people, ({ mobileNumber, emailAddress }) =>
    JSON.stringify([mobileNumber, emailAddress]),
  );
  return [...byPerson]
    .map(([person, counted]) => ({
      person,
      count: counted.reduce((sum, { count }) => sum + count, 0),
      reasons: [...new Set(counted.flatMap(({ reasons }) => reasons))].sort(),
    }))
    .sort((one, other) => (one.person < other.person ? -1 : 1));
}
