import 'server-only';
import type { z } from 'zod';
import { authorize } from '#lib/auth/session.ts';
import { listRunsBefore, type ApiRunRow, type RunSearch } from '#lib/db/api-lists.ts';
import { database } from '#lib/db/client.ts';
import { findConnectorName } from '#lib/db/run-summaries.ts';
import { listPublicEvidenceKeys } from '#lib/db/evidence-keys.ts';
import type { apiOperations } from '#lib/domain/api/api-operations.ts';
import { decodeRunCursor, encodeRunCursor } from '#lib/domain/api/run-cursor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { requireId } from '#lib/queries/require-id.ts';
import { getRun } from '#lib/queries/runs.ts';

/** @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function listApiConnectorRuns(
  connectorId: string,
  { cursor, limit }: z.output<typeof apiOperations.listConnectorRuns.query>,
) {
  await authorize('runs.read');
  if ((await findConnectorName(database(), requireId(connectorId))) === null) {
    throw new AppError('not-found', 'This connector does not exist.');
  }
  return pageOfRuns({ connectorId }, { cursor, limit });
}

/** @throws {AppError} `signed-out` or `forbidden` */
export async function listApiRuns({
  cursor,
  limit,
  from,
  until,
  state,
}: z.output<typeof apiOperations.listRuns.query>) {
  await authorize('runs.read');
  const period = { from: toDate(from), until: toDate(until) };
  return pageOfRuns({ ...period, state }, { cursor, limit });
}

/** @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function getApiRun(runId: string) {
  const { connector, ...run } = await getRun(runId);
  const { fetchStartedAt, deliverStartedAt, reconcileStartedAt, finishedAt } = run;
  return {
    ...run,
    connectorId: connector.id,
    kind: connector.kind,
    waitingFor: run.progress?.waitingFor ?? null,
    stages: [
      { stage: 'fetch', startedAt: fetchStartedAt, endedAt: deliverStartedAt },
      { stage: 'deliver', startedAt: deliverStartedAt, endedAt: reconcileStartedAt },
      { stage: 'reconcile', startedAt: reconcileStartedAt, endedAt: finishedAt },
    ],
  };
}

/** @throws {AppError} `signed-out` or `forbidden` */
export async function listApiEvidenceKeys() {
  await authorize('runs.read');
  const keys = await listPublicEvidenceKeys(database());
  return {
    keys: keys.map((key) => ({
      ...key,
      createdAt: key.createdAt.toISOString(),
      retiredAt: key.retiredAt?.toISOString() ?? null,
    })),
  };
}

async function pageOfRuns(
  search: RunSearch,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
) {
  const before = cursor === undefined ? null : decodeRunCursor(cursor);
  const rows = await listRunsBefore(
    database(),
    { ...search, before: before ?? undefined },
    limit + 1,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    runs: shown.map(toApiRun),
    nextCursor: rows.length > limit && last !== undefined ? encodeRunCursor(last) : null,
  };
}

function toApiRun(row: ApiRunRow) {
  return {
    ...row,
    kind: row.connector.kind,
    windowStart: row.windowStart.toISOString(),
    windowEnd: row.windowEnd.toISOString(),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    counters: row,
  };
}

function toDate(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
