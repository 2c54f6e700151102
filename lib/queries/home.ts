import 'server-only';
import { authorize } from '#lib/auth/session.ts';
import { env } from '#lib/config/env.ts';
import {
  isConsentMissing,
  listHeldItemCounts,
  listTroubledRuns,
  listTroubledSources,
  listWaitingRuns,
} from '#lib/db/attention.ts';
import { database } from '#lib/db/client.ts';
import { countConnectors, listConnectorPage } from '#lib/db/connector-list.ts';
import { listCalendarRuns } from '#lib/db/calendar-runs.ts';
import { countImportsToCome, listDayTotals } from '#lib/db/day-totals.ts';
import {
  calendarOf,
  calendarSchema,
  CALENDARS_PER_PAGE,
  daysUpTo,
  type Calendar,
} from '#lib/domain/calendar.ts';
import { everyConnector } from '#lib/domain/connectors/connector-list-search.ts';
import { attentionSchema, everyDay, type Attention, type HomeView } from '#lib/domain/home-view.ts';
import { toConnectorSummary } from '#lib/queries/connectors.ts';

const CONNECTORS_SHOWN = 6;
const DAY_MS = 24 * 3600 * 1000;

/** Today at a glance. @throws {AppError} `signed-out` or `forbidden` */
export async function getHome(): Promise<HomeView> {
  await authorize('connectors.read');
  const db = database();
  const first = {
    ...everyConnector,
    sort: 'name',
    direction: 'ascending',
    skip: 0,
    take: CONNECTORS_SHOWN,
  } as const;
  const now = new Date();
  const days = daysUpTo(now);
  const [connectors, totalConnectors, attention, totals, imports] = await Promise.all([
    listConnectorPage(db, first),
    countConnectors(db, everyConnector),
    listAttention(),
    listDayTotals(db, days[0] ?? ''),
    countImportsToCome(db, new Date(now.getTime() + DAY_MS)),
  ]);
  return {
    days: [...everyDay(days, totals)],
    imports,
    attention,
    connectors: connectors.map((row) => toConnectorSummary(row, now)),
    totalConnectors,
  };
}

/** How complete the last thirty days of some connectors are. @throws {AppError} `signed-out` or `forbidden` */
export async function getCalendar(page: number): Promise<Calendar> {
  await authorize('runs.read');
  const db = database();
  const days = daysUpTo(new Date());
  const first = new Date(`${days[0]}T00:00:00Z`);
  const [connectors, total] = await Promise.all([
    db.connector.findMany({
      where: { deletedAt: null },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      skip: (page - 1) * CALENDARS_PER_PAGE,
      take: CALENDARS_PER_PAGE,
      select: { id: true, name: true, createdAt: true },
    }),
    countConnectors(db, everyConnector),
  ]);
  const ids = connectors.map(({ id }) => id);
  const runs = Map.groupBy(
    await listCalendarRuns(db, ids, first),
    ({ connectorId }) => connectorId,
  );
  return calendarSchema.parse({
    days,
    total,
    connectors: connectors.map(({ id, name, createdAt }) => ({
      id,
      name,
      states: calendarOf({ createdAt }, days, runs.get(id) ?? []),
    })),
  });
}

async function listAttention(): Promise<Attention[]> {
  const db = database();
  const [isMissing, sources, waiting, troubled, held] = await Promise.all([
    isConsentMissing(db, {
      tenantId: env().microsoft.tenantId,
      permissions: env().permissions,
    }),
    listTroubledSources(db),
    listWaitingRuns(db),
    listTroubledRuns(db),
    listHeldItemCounts(db),
  ]);
  const found = [
    ...(isMissing ? [{ kind: 'consent-missing' }] : []),
    ...sources.map(({ id, name, sourceStatus }) => ({
      kind: 'source-status',
      connectorId: id,
      connectorName: name,
      status: sourceStatus,
    })),
    ...waiting.map(({ id, waitingFor, connector }) => ({
      kind: 'run-waiting',
      runId: id,
      connectorId: connector.id,
      connectorName: connector.name,
      waitingFor,
    })),
    ...troubled
      .map((run) => ({
        ...run,
        kind: run.state === 'failed' ? 'run-failed' : 'run-not-reconciled',
      }))
      .filter(({ state }) => state !== 'completed'),
    ...troubled
      .filter(({ packagesRefused }) => packagesRefused > 0)
      .map((run) => ({
        ...run,
        kind: 'packages-refused',
        count: run.packagesRefused,
      })),
    ...held.map((items) => ({ ...items, kind: 'items-held' })),
  ];
  return attentionSchema.array().parse(found);
}
