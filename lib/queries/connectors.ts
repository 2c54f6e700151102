import 'server-only';
import { authorize } from '#lib/auth/session.ts';
import { env } from '#lib/config/env.ts';
import { database } from '#lib/db/client.ts';
import { findConnectionCheck } from '#lib/db/connection-checks.ts';
import {
  countConnectors,
  findConnectorDetails,
  listConnectorPage,
  listConnectorsById,
  type ConnectorSummaryRow,
} from '#lib/db/connector-list.ts';
import { findConsent } from '#lib/db/consents.ts';
import { countHeldItems } from '#lib/db/held-item-list.ts';
import { countRunsOfConnector, listRunsOfConnector } from '#lib/db/run-summaries.ts';
import type { ConnectionCheckView } from '#lib/domain/connection-check.ts';
import {
  CONNECTORS_PER_PAGE,
  type ConnectorListSearch,
} from '#lib/domain/connectors/connector-list-search.ts';
import {
  connectorDetailsSchema,
  connectorSummarySchema,
  type ConnectorDetails,
  type ConnectorList,
  type ConnectorPulse,
  type ConnectorSummary,
} from '#lib/domain/connectors/connector-view.ts';
import { AppError } from '#lib/domain/errors.ts';
import { isRemoval } from '#lib/domain/mapping-file/is-removal.ts';
import { everyHeldItem } from '#lib/domain/held-items/held-item-search.ts';
import { requireId } from '#lib/queries/require-id.ts';
import { toRunProgress, toRunSummary } from '#lib/queries/run-summary-view.ts';

const RECENT_RUNS = 5;

/** A page of the Connectors tab. @throws {AppError} `signed-out` or `forbidden` */
export async function listConnectors(search: ConnectorListSearch): Promise<ConnectorList> {
  await authorize('connectors.read');
  const { page: number, ...filter } = search;
  const page = { skip: (number - 1) * CONNECTORS_PER_PAGE, take: CONNECTORS_PER_PAGE };
  const [rows, total] = await Promise.all([
    listConnectorPage(database(), { ...filter, ...page }),
    countConnectors(database(), filter),
  ]);
  const now = new Date();
  return { connectors: rows.map((row) => toConnectorSummary(row, now)), total };
}

/**
 * How these connectors stand now: a small query, asked for every moment while a page shows them.
 * @throws {AppError} `signed-out`, `forbidden` or `not-found`
 */
export async function listConnectorPulse(connectorIds: readonly string[]): Promise<ConnectorPulse> {
  await authorize('connectors.read');
  const ids = connectorIds.slice(0, CONNECTORS_PER_PAGE).map(requireId);
  const rows = await listConnectorsById(database(), ids);
  const now = new Date();
  return { connectors: rows.map((row) => toConnectorSummary(row, now)) };
}

/** The fly-out. @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function getConnectorDetails(connectorId: string): Promise<ConnectorDetails> {
  await authorize('connectors.read');
  const row = await findConnectorDetails(database(), requireId(connectorId));
  if (row === null) throw new AppError('not-found', 'This connector does not exist.');
  const [current] = row.mappingVersions;
  const now = new Date();
  const held = { filter: { ...everyHeldItem, connector: connectorId }, now };
  const [runs, totalRuns, heldCount, consent] = await Promise.all([
    listRunsOfConnector(database(), connectorId, { skip: 0, take: RECENT_RUNS }),
    countRunsOfConnector(database(), connectorId),
    countHeldItems(database(), held),
    findConsentShown(),
  ]);
  return connectorDetailsSchema.parse({
    ...row,
    ...toConnectorSummary(row, now),
    createdAt: row.createdAt.toISOString(),
    mappingFile: current === undefined || isRemoval(current) ? null : current,
    hasMappingHistory: current !== undefined,
    recentRuns: runs.map((run) => toRunSummary(run, now)),
    totalRuns,
    heldItems: heldCount.total,
    consent,
  });
}

async function findConsentShown(): Promise<ConnectorDetails['consent']> {
  const { permissions, microsoft } = env();
  if (permissions.length === 0) return { isNeeded: false, grantedBy: null, grantedAt: null };
  const consent = await findConsent(database(), { tenantId: microsoft.tenantId, permissions });
  if (consent === null) return null;
  const { grantedBy, grantedAt } = consent;
  return { isNeeded: true, grantedBy, grantedAt: grantedAt.toISOString() };
}

/** For the pop-up. @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function getConnectorCheck(
  connectorId: string,
  checkId: string,
): Promise<ConnectionCheckView> {
  await authorize('connectors.write');
  const check = await findConnectionCheck(database(), {
    checkId: requireId(checkId),
    connectorId: requireId(connectorId),
  });
  if (check === null) throw new AppError('not-found', 'This check does not exist.');
  return { state: check.state, steps: check.steps };
}

export function toConnectorSummary(row: ConnectorSummaryRow, now: Date): ConnectorSummary {
  const { lastRun, activeRun, ...connector } = row;
  return connectorSummarySchema.parse({
    ...connector,
    sourceStatusAt: connector.sourceStatusAt.toISOString(),
    nextRunAt: connector.nextRunAt?.toISOString() ?? null,
    lastRun: lastRun === null ? null : toRunSummary(lastRun, now),
    progress: toRunProgress(activeRun, now),
  });
}
