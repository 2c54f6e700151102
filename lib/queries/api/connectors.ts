import 'server-only';
import type { z } from 'zod';
import { authorize } from '#lib/auth/session.ts';
import { findApiConnector, listConnectorsAfter, type ApiConnectorRow } from '#lib/db/api-lists.ts';
import { database } from '#lib/db/client.ts';
import type { apiOperations } from '#lib/domain/api/api-operations.ts';
import { AppError } from '#lib/domain/errors.ts';
import { requireId } from '#lib/queries/require-id.ts';

/** @throws {AppError} `signed-out` or `forbidden` */
export async function listApiConnectors({
  cursor,
  limit,
}: z.output<typeof apiOperations.listConnectors.query>) {
  await authorize('connectors.read');
  const rows = await listConnectorsAfter(database(), cursor, limit + 1);
  const connectors = rows.slice(0, limit).map(toApiConnector);
  return {
    connectors,
    nextCursor: rows.length > limit ? (connectors.at(-1)?.id ?? null) : null,
  };
}

/** @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function getApiConnector(connectorId: string) {
  await authorize('connectors.read');
  const row = await findApiConnector(database(), requireId(connectorId));
  if (row === null) throw new AppError('not-found', 'This connector does not exist.');
  return toApiConnector(row);
}

function toApiConnector(row: ApiConnectorRow) {
  return {
    ...row,
    sourceStatusAt: row.sourceStatusAt.toISOString(),
    nextRunAt: row.nextRunAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
