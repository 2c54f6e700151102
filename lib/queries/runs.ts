import 'server-only';
import { authorize } from '#lib/auth/session.ts';
import { database } from '#lib/db/client.ts';
import {
  countExceptionsFound,
  countRunExceptions,
  countUnmatchedParticipants,
  listRunExceptions as listExceptionRows,
  listUnmatchedParticipants,
  type ExceptionSearch,
} from '#lib/db/run-exceptions.ts';
import { countRunPackages, listRunPackages as listPackageRows } from '#lib/db/run-packages.ts';
import {
  countRunsOfConnector,
  findConnectorName,
  findPreviousRun,
  findRunDetails,
  listRunsOfConnector,
} from '#lib/db/run-summaries.ts';
import { findEvidence } from '#lib/db/evidence.ts';
import { AppError } from '#lib/domain/errors.ts';
import {
  runExceptionListSchema,
  runListSchema,
  runPackageListSchema,
  runParticipantListSchema,
  runViewSchema,
  type RunExceptionList,
  type RunList,
  type RunPackageList,
  type RunParticipantList,
  type RunView,
} from '#lib/domain/runs/run-view.ts';
import { pageOf } from '#lib/domain/runs/run-pages.ts';
import { requireId } from '#lib/queries/require-id.ts';
import { toRunSummary } from '#lib/queries/run-summary-view.ts';

/** The head of a run's page. @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function getRun(runId: string): Promise<RunView> {
  await authorize('runs.read');
  const row = await findRunDetails(database(), requireId(runId));
  if (row === null) throw new AppError('not-found', 'This import does not exist.');
  const [evidence, previous] = await Promise.all([
    findEvidence(database(), row.id),
    findPreviousRun(database(), row),
  ]);
  const now = new Date();
  return runViewSchema.parse({
    ...row,
    previous: previous === null ? null : toRunSummary(previous, now),
    evidence: evidence === null ? null : toRunEvidence(evidence),
    ...toRunSummary(row, now),
    windowStart: row.windowStart.toISOString(),
    windowEnd: row.windowEnd.toISOString(),
    fetchStartedAt: row.fetchStartedAt?.toISOString() ?? null,
    deliverStartedAt: row.deliverStartedAt?.toISOString() ?? null,
    reconcileStartedAt: row.reconcileStartedAt?.toISOString() ?? null,
  });
}

function toRunEvidence(row: NonNullable<Awaited<ReturnType<typeof findEvidence>>>) {
  return {
    ...row,
    signedAt: row.signedAt?.toISOString() ?? null,
    timeStampedAt: row.timeStampedAt?.toISOString() ?? null,
    receiptsPrunedAt: row.receiptsPrunedAt?.toISOString() ?? null,
  };
}

/** All runs of a connector. @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function listConnectorRuns(connectorId: string, page: number): Promise<RunList> {
  await authorize('runs.read');
  const name = await findConnectorName(database(), requireId(connectorId));
  if (name === null) throw new AppError('not-found', 'This connector does not exist.');
  const [runs, total] = await Promise.all([
    listRunsOfConnector(database(), connectorId, pageOf(page)),
    countRunsOfConnector(database(), connectorId),
  ]);
  const now = new Date();
  return runListSchema.parse({
    connector: { id: connectorId, name },
    runs: runs.map((run) => toRunSummary(run, now)),
    total,
  });
}

/** @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function listRunPackages(runId: string, page: number): Promise<RunPackageList> {
  await authorize('runs.read');
  const [packages, total] = await Promise.all([
    listPackageRows(database(), requireId(runId), pageOf(page)),
    countRunPackages(database(), runId),
  ]);
  return runPackageListSchema.parse({
    packages: packages.map(({ refusal, ...row }) => ({ ...row, refusals: refusal ?? [] })),
    total,
  });
}

/**
 * Held and failed deliveries, of one reason or of any, and with some words in an id, a number or an
 * address.
 * @throws {AppError} `signed-out`, `forbidden` or `not-found`
 */
export async function listRunExceptions(
  runId: string,
  { page, ...search }: ExceptionSearch & { readonly page: number },
): Promise<RunExceptionList> {
  await authorize('runs.read');
  const [rows, reasons, total] = await Promise.all([
    listExceptionRows(database(), requireId(runId), { ...search, ...pageOf(page) }),
    countRunExceptions(database(), runId),
    countExceptionsFound(database(), runId, search),
  ]);
  return runExceptionListSchema.parse({
    exceptions: rows.map(({ id, ...row }) => ({
      ...row,
      deliveryId: id,
      eventAt: row.eventAt?.toISOString() ?? null,
      unmatched: row.unmatched ?? [],
    })),
    reasons,
    total,
  });
}

/** People without a mailbox. @throws {AppError} `signed-out`, `forbidden` or `not-found` */
export async function listRunParticipants(
  runId: string,
  page: number,
): Promise<RunParticipantList> {
  await authorize('runs.read');
  const [participants, total] = await Promise.all([
    listUnmatchedParticipants(database(), requireId(runId), pageOf(page)),
    countUnmatchedParticipants(database(), runId),
  ]);
  return runParticipantListSchema.parse({
    participants: participants.map(({ missingMailbox: mailbox, ...participant }) => ({
      ...participant,
      missing: mailbox === null ? null : { ...participant, mailbox },
    })),
    total,
  });
}
