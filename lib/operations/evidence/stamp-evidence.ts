import path from 'node:path';
import { findEvidenceToStamp, recordTimeStamp } from '#lib/db/evidence.ts';
import { timeStampFileName } from '#lib/domain/evidence/evidence-names.ts';
import { toEvidenceError } from '#lib/evidence/errors.ts';
import { requestTimeStamp } from '#lib/evidence/time-stamp.ts';
import { writeDurably } from '#lib/evidence/write-durably.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

type StampEvidence = { readonly runId: string; readonly signal: AbortSignal };

/**
 * Gets the time stamp of a closed run's evidence and puts it beside the file. A server that is down is
 * asked again later, for as long as it takes; the run has closed without it.
 * @throws {PortError} always `retry`
 */
export async function stampEvidence(
  { db, evidence, logger }: ImportServices,
  { runId, signal }: StampEvidence,
): Promise<void> {
  const file = await findEvidenceToStamp(db, runId);
  if (file === null) return;
  if (evidence.timeStampUrl === undefined) {
    await recordTimeStamp(db, runId, null);
    return;
  }
  const { response, time } = await requestTimeStamp({
    url: evidence.timeStampUrl,
    sha256: file.fileSha256,
    signal,
  });
  try {
    const beside = path.join(evidence.directory, timeStampFileName(file.fileName));
    await writeDurably(beside, [response]);
  } catch (error) {
    throw toEvidenceError(error);
  }
  await recordTimeStamp(db, runId, time);
  logger.info('evidence time-stamped');
}
