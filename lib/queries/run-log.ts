import 'server-only';
import { recordAudit } from '#lib/auth/record-audit.ts';
import { authorize } from '#lib/auth/session.ts';
import { database } from '#lib/db/client.ts';
import { findEvidence } from '#lib/db/evidence.ts';
import { pagesOfDeliveries } from '#lib/db/run-deliveries.ts';
import { findRunDetails } from '#lib/db/run-summaries.ts';
import { AppError } from '#lib/domain/errors.ts';
import { runLogHeader, runLogRow } from '#lib/domain/runs/run-log.ts';
import { unmatchedParticipantsSchema } from '#lib/domain/runs/run-view.ts';
import { writeCsv, writeCsvRows } from '#lib/domain/write-csv.ts';
import { requireId } from '#lib/queries/require-id.ts';
import { streamOf } from '#lib/queries/stream-of.ts';

const DELIVERIES_PER_CHUNK = 1000;

export type RunLog = { readonly fileName: string; readonly csv: ReadableStream<Uint8Array> };

/**
 * The log of a run: a CSV file with a row for every delivery, read as it is sent.
 * @throws {AppError} `signed-out`, `forbidden` or `not-found`
 */
export async function openRunLog(runId: string): Promise<RunLog> {
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
  });
  return {
    fileName: `${run.connector.kind}-${run.createdAt.toISOString().slice(0, 'yyyy-mm-dd'.length)}.csv`,
    csv: streamOf(rowsOf(run.id, run.connector.folderName)),
  };
}

async function* rowsOf(runId: string, folderName: string): AsyncGenerator<string> {
  yield writeCsv([runLogHeader]);
  for await (const page of pagesOfDeliveries(database(), runId, DELIVERIES_PER_CHUNK)) {
    yield writeCsvRows(
      page.map(({ item, ...delivery }) => {
        const unmatched = unmatchedParticipantsSchema.parse(item.unmatched ?? []);
        return runLogRow({ ...delivery, ...item, unmatched }, folderName);
      }),
    );
  }
}
