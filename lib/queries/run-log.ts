import 'server-only';
import { recordAudit } from '#lib/auth/record-audit.ts';
import { authorize } from '#lib/auth/session.ts';
import { database } from '#lib/db/client.ts';
import { findEvidence } from '#lib/db/evidence.ts';
import { findLoggedConnector, listRunsOfPeriod } from '#lib/db/logged-runs.ts';
import { pagesOfDeliveries, type LoggedPart } from '#lib/db/run-deliveries.ts';
import { findRunDetails } from '#lib/db/run-summaries.ts';
import { AppError } from '#lib/domain/errors.ts';
import { LOG_EXTENSIONS, type LogFormat } from '#lib/domain/runs/log-format.ts';
import type { LogPeriod } from '#lib/domain/runs/log-period.ts';
import { runLogHeader, runLogObject, runLogRow } from '#lib/domain/runs/run-log.ts';
import { unmatchedParticipantsSchema } from '#lib/domain/runs/run-view.ts';
import { writeCsv, writeCsvRows } from '#lib/domain/write-csv.ts';
import type { Download } from '#lib/queries/answer-file.ts';
import { requireId } from '#lib/queries/require-id.ts';
import { streamOf } from '#lib/queries/stream-of.ts';

const DELIVERIES_PER_CHUNK = 1000;

/**
 * The log of a run with a line for every item and mailbox, or for those that were held or failed, read
 * as it is sent.
 * @throws {AppError} `signed-out`, `forbidden`, `not-found` or `receipts-in-evidence`
 */
export async function openRunLog(
  runId: string,
  format: LogFormat,
  only: LoggedPart['only'] = 'all',
): Promise<Download> {
  const { user } = await authorize('logs.download');
  const run = await findRunDetails(database(), requireId(runId));
  if (run === null) throw new AppError('not-found', 'This import does not exist.');
  const evidence = await findEvidence(database(), run.id);
  if (evidence !== null && evidence.receiptsPrunedAt !== null) {
    throw new AppError('receipts-in-evidence', 'The receipts of this import are in its evidence.');
  }
  await recordAudit(user, {
    action: 'log-downloaded',
    connectorId: run.connector.id,
    subjects: { runId: run.id },
    details: { format },
  });
  const { kind, folderName } = run.connector;
  const part = { runId: run.id, only };
  const name = only === 'all' ? kind : `${kind}-exceptions`;
  return {
    fileName: `${name}-${dayOf(run.createdAt)}.${LOG_EXTENSIONS[format]}`,
    bytes: streamOf(format === 'csv' ? csvOf(part, folderName) : jsonOf(part, folderName)),
  };
}

/**
 * The logs of all imports of a connector that began in a period, one after the other, each line with
 * its import. Of an import whose receipts have left the database there is one line that names the file.
 * @param period null when what was asked for is none
 * @throws {AppError} `signed-out`, `forbidden`, `not-found` or `log-period-wrong`
 */
export async function openConnectorLog(
  connectorId: string,
  period: LogPeriod | null,
  format: LogFormat,
): Promise<Download> {
  const { user } = await authorize('logs.download');
  const connector = await findLoggedConnector(database(), requireId(connectorId));
  if (connector === null) throw new AppError('not-found', 'This connector does not exist.');
  if (period === null) {
    throw new AppError(
      'log-period-wrong',
      'Give a first day and a last day that is not before it.',
    );
  }
  const { first, last } = period;
  await recordAudit(user, {
    action: 'log-downloaded',
    connectorId: connector.id,
    details: { format, first, last },
  });
  return {
    fileName: `${connector.kind}-${first}-${last}.${LOG_EXTENSIONS[format]}`,
    bytes: streamOf(
      format === 'csv' ? csvOfPeriod(connector, period) : jsonOfPeriod(connector, period),
    ),
  };
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 'yyyy-mm-dd'.length);
}

async function* csvOf(part: LoggedPart, folderName: string): AsyncGenerator<string> {
  yield writeCsv([runLogHeader]);
  for await (const page of pagesOf(part)) {
    yield writeCsvRows(page.map((delivery) => runLogRow(delivery, folderName)));
  }
}

async function* jsonOf(part: LoggedPart, folderName: string): AsyncGenerator<string> {
  for await (const page of pagesOf(part)) {
    yield jsonLines(page.map((delivery) => runLogObject(delivery, folderName)));
  }
}

type LoggedConnector = { readonly id: string; readonly folderName: string };

async function* csvOfPeriod(
  { id, folderName }: LoggedConnector,
  period: LogPeriod,
): AsyncGenerator<string> {
  yield writeCsv([['Import', 'Import began (UTC)', ...runLogHeader]]);
  for (const run of await listRunsOfPeriod(database(), id, period)) {
    const place = [run.id, run.createdAt.toISOString()];
    if (run.receiptsFile !== null) {
      yield writeCsvRows([[...place, '', '', '', '', 'in evidence', run.receiptsFile]]);
      continue;
    }
    for await (const page of pagesOf({ runId: run.id, only: 'all' })) {
      yield writeCsvRows(page.map((delivery) => [...place, ...runLogRow(delivery, folderName)]));
    }
  }
}

async function* jsonOfPeriod(
  { id, folderName }: LoggedConnector,
  period: LogPeriod,
): AsyncGenerator<string> {
  for (const run of await listRunsOfPeriod(database(), id, period)) {
    const place = { import: run.id, importBegan: run.createdAt.toISOString() };
    if (run.receiptsFile !== null) {
      yield jsonLines([{ ...place, evidence: run.receiptsFile }]);
      continue;
    }
    for await (const page of pagesOf({ runId: run.id, only: 'all' })) {
      yield jsonLines(
        page.map((delivery) => ({ ...place, ...runLogObject(delivery, folderName) })),
      );
    }
  }
}

function jsonLines(objects: readonly object[]): string {
  return objects.map((object) => `${JSON.stringify(object)}\n`).join('');
}

async function* pagesOf(part: LoggedPart) {
  for await (const page of pagesOfDeliveries(database(), part, DELIVERIES_PER_CHUNK)) {
    yield page.map(({ item, ...delivery }) => ({
      ...delivery,
      ...item,
      unmatched: unmatchedParticipantsSchema.parse(item.unmatched ?? []),
    }));
  }
}
