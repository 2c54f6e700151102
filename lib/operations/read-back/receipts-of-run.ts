import { findSignedEvidence, type SignedEvidenceFile } from '#lib/db/evidence.ts';
import { countReceipts } from '#lib/db/prunable-receipts.ts';
import { countImportedReceipts } from '#lib/db/receipts.ts';
import type { RunForImport } from '#lib/db/runs.ts';
import type { ReceiptPlace } from '#lib/domain/runs/read-back.ts';
import type { MailboxReceipts } from '#lib/operations/read-back/read-mailbox-back.ts';
import { receiptsInDatabase } from '#lib/operations/read-back/receipts-in-database.ts';
import { receiptsInEvidence } from '#lib/operations/read-back/receipts-in-evidence.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

export type RunReceipts = {
  readonly from: ReceiptPlace;
  /** How many say that a message was filed. */
  readonly count: number;
  readonly stream: AsyncIterable<MailboxReceipts>;
};

/**
 * The receipts of a closed run: from the database while it has them all, else from the evidence.
 * @throws {PortError} when the evidence is not what was signed
 */
export async function receiptsOfRun(
  services: ImportServices,
  run: RunForImport,
): Promise<RunReceipts> {
  const { db, evidence } = services;
  const written = await findSignedEvidence(db, run.id);
  if (written !== null && (await haveReceiptsLeft(services, run.id, written))) {
    return { from: 'evidence', ...(await receiptsInEvidence(evidence, written)) };
  }
  const count = await countImportedReceipts(db, run.id);
  return { from: 'database', count, stream: receiptsInDatabase(db, run) };
}

/** Whether receipts that are in the evidence are no longer in the database. */
async function haveReceiptsLeft(
  { db }: ImportServices,
  runId: string,
  { receipts, receiptsPrunedAt }: SignedEvidenceFile,
): Promise<boolean> {
  return receiptsPrunedAt !== null || (await countReceipts(db, runId)) < receipts;
}
