import { beforeAll, describe, expect, test } from 'vitest';
import { explainQueries } from '#e2e/servers/explain-queries.ts';
import { seedYears } from '#e2e/servers/seed-years.ts';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { listConnectorFacts, listWaitingReasons } from '#lib/db/alert-facts.ts';
import { listConnectorsAfter, listRunsBefore } from '#lib/db/api-lists.ts';
import {
  listHeldItemCounts,
  listTroubledRuns,
  listTroubledSources,
  listWaitingRuns,
} from '#lib/db/attention.ts';
import { listAuditedConnectors, listAuditEntries } from '#lib/db/audit-list.ts';
import { listCalendarRuns } from '#lib/db/calendar-runs.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import {
  countConnectors,
  findConnectorDetails,
  listConnectorPage,
  listConnectorsById,
} from '#lib/db/connector-list.ts';
import { countImportsToCome, listDayTotals } from '#lib/db/day-totals.ts';
import {
  countActiveRuns,
  countHeldDeliveries,
  countWaitingJobs,
  listConnectorFigures,
  sumStagedPackageBytes,
} from '#lib/db/deployment-figures.ts';
import { findEvidence } from '#lib/db/evidence.ts';
import { countHeldItems, listActiveReplays, listHeldItems } from '#lib/db/held-item-list.ts';
import { listKeepingConnectors } from '#lib/db/held-items.ts';
import { listRunsOfPeriod } from '#lib/db/logged-runs.ts';
import { pagesOfDeliveries } from '#lib/db/run-deliveries.ts';
import {
  countExceptionsFound,
  countRunExceptions,
  countUnmatchedParticipants,
  listRunExceptions,
  listUnmatchedParticipants,
} from '#lib/db/run-exceptions.ts';
import { listRunPackages } from '#lib/db/run-packages.ts';
import { findRunPaces } from '#lib/db/run-paces.ts';
import { findPreviousRun, findRunDetails, listRunsOfConnector } from '#lib/db/run-summaries.ts';
import { wholeAuditLog } from '#lib/domain/audit/audit-search.ts';
import { CONNECTOR_SORTS, everyConnector } from '#lib/domain/connectors/connector-list-search.ts';
import { everyHeldItem, type HeldItemSearch } from '#lib/domain/held-items/held-item-search.ts';

const SEED_TIMEOUT_MS = 180_000;
/** They grow with every import; nothing that a person waits for may read one from end to end. */
const LARGE_TABLES = ['runs', 'packages', 'items', 'deliveries', 'audit_entries', 'replay_items'];
const page = { skip: 50, take: 25 };

describe('in an installation of years', () => {
  let url: string;
  let connectorId: string;
  let runId: string;
  beforeAll(async () => {
    url = await createTestDatabase();
    await seedYears(url, { connectors: 300, runs: 12_000, exceptions: 60_000 });
    const db = createDatabase(url);
    const run = await db.run.findFirstOrThrow({ select: { id: true, connectorId: true } });
    ({ id: runId, connectorId } = run);
    await db.$disconnect();
  }, SEED_TIMEOUT_MS);

  const now = new Date();
  const heldItems = (db: Database, change: Partial<HeldItemSearch>) => {
    const filter = { ...everyHeldItem, ...change };
    return Promise.all([
      listHeldItems(db, { filter, now }, page),
      countHeldItems(db, { filter, now }),
    ]);
  };

  test.each<readonly [string, (db: Database) => Promise<unknown>]>([
    [
      'the Connectors tab',
      (db) =>
        Promise.all([
          ...CONNECTOR_SORTS.map((sort) =>
            listConnectorPage(db, {
              ...everyConnector,
              name: '7',
              sort,
              direction: 'descending',
              ...page,
            }),
          ),
          countConnectors(db, { ...everyConnector, status: 'importing' }),
        ]),
    ],
    ['the fly-out', (db) => findConnectorDetails(db, connectorId)],
    [
      'what needs attention',
      (db) =>
        Promise.all([
          listTroubledSources(db),
          listWaitingRuns(db),
          listTroubledRuns(db),
          listHeldItemCounts(db),
        ]),
    ],
    [
      'the look at alerts',
      (db) => Promise.all([listConnectorFacts(db, now), listWaitingReasons(db)]),
    ],
    ['a connector’s imports', (db) => listRunsOfConnector(db, connectorId, page)],
    [
      'an import',
      (db) =>
        Promise.all([
          findRunDetails(db, runId),
          findEvidence(db, runId),
          listRunPackages(db, runId, page),
          listRunExceptions(db, runId, { reason: 'unmapped', text: '', ...page }),
          listRunExceptions(db, runId, { reason: undefined, text: '4790', ...page }),
          countExceptionsFound(db, runId, { reason: undefined, text: '4790' }),
          findPreviousRun(db, { connectorId, createdAt: new Date() }),
          findRunPaces(db, [{ id: runId, connectorId }]),
          countRunExceptions(db, runId),
          listUnmatchedParticipants(db, runId, page),
          countUnmatchedParticipants(db, runId),
        ]),
    ],
    ['held items', (db) => heldItems(db, {})],
    ['held items of a reason', (db) => heldItems(db, { reason: 'unmapped' })],
    ['held items of a connector', (db) => heldItems(db, { connector: connectorId })],
    ['held items of a week or more', (db) => heldItems(db, { age: '7' })],
    ['held items of a person', (db) => heldItems(db, { person: '+47 90 00 10 00' })],
    ['held items of a mailbox', (db) => heldItems(db, { person: 'person16@fjord.example' })],
    [
      'what else held items show',
      (db) => Promise.all([listKeepingConnectors(db, 100), listActiveReplays(db)]),
    ],
    ['a run’s log', (db) => pagesOfDeliveries(db, { runId, only: 'all' }, 100).next()],
    [
      'a run’s exceptions, saved',
      (db) => pagesOfDeliveries(db, { runId, only: 'exceptions' }, 100).next(),
    ],
    [
      'today, thirty days and the calendar of Home',
      (db) =>
        Promise.all([
          listDayTotals(db, '2026-01-01'),
          countImportsToCome(db, new Date()),
          listCalendarRuns(db, [connectorId], new Date(Date.now() - 30 * 24 * 3600 * 1000)),
        ]),
    ],
    ['the pulse of the Connectors tab', (db) => listConnectorsById(db, [connectorId])],
    [
      'a period’s log',
      (db) => listRunsOfPeriod(db, connectorId, { first: '2026-01-01', last: '2026-12-31' }),
    ],
    [
      'the pages of the API',
      (db) => {
        const before = { createdAt: now, id: runId };
        return Promise.all([
          listConnectorsAfter(db, connectorId, 200),
          listRunsBefore(db, { before }, 200),
          listRunsBefore(db, { connectorId, before }, 200),
          listRunsBefore(db, { from: new Date(now.getTime() - 24 * 3600 * 1000), until: now }, 200),
          listRunsBefore(db, { state: 'not-reconciled', before }, 200),
        ]);
      },
    ],
    [
      'a scrape of the metrics',
      (db) =>
        Promise.all([
          countActiveRuns(db),
          countWaitingJobs(db),
          countHeldDeliveries(db, 10_000),
          sumStagedPackageBytes(db),
          listConnectorFigures(db, 5_000),
        ]),
    ],
    [
      'the audit log',
      (db) =>
        Promise.all([
          listAuditEntries(db, wholeAuditLog, 50),
          listAuditEntries(db, { ...wholeAuditLog, connector: connectorId }, 50),
          listAuditedConnectors(db),
        ]),
    ],
  ])('%s needs no scan of a large table', async (_name, ask) => {
    const queries = await explainQueries(url, ask);

    expect(queries).not.toEqual([]);
    const scans = queries.filter(({ scanned }) =>
      scanned.some((table) => LARGE_TABLES.includes(table)),
    );
    expect(scans).toEqual([]);
  });

  test('a scan would be noticed', async () => {
    const [query] = await explainQueries(url, (db) =>
      db.item.findFirst({ where: { sizeBytes: -1 } }),
    );

    expect(query?.scanned).toEqual(['items']);
  });
});
