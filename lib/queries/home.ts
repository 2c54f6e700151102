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
import { everyConnector } from '#lib/domain/connectors/connector-list-search.ts';
import { attentionSchema, type Attention, type HomeView } from '#lib/domain/home-view.ts';
import { toConnectorSummary } from '#lib/queries/connectors.ts';

const CONNECTORS_SHOWN = 10;

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
  const [connectors, totalConnectors, attention] = await Promise.all([
    listConnectorPage(db, first),
    countConnectors(db, everyConnector),
    listAttention(),
  ]);
  const now = new Date();
  return {
    attention,
    connectors: connectors.map((row) => toConnectorSummary(row, now)),
    totalConnectors,
  };
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
