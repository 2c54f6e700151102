import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  countReceipts,
  deleteReceipts,
  listPrunableEvidence,
  recordPruned,
  type PrunableEvidence,
} from '#lib/db/prunable-receipts.ts';
import { isAnchored } from '#lib/evidence/anchor-file.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Short transactions, which nothing else waits for. */
const RECEIPTS_PER_BATCH = 1_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Deletes receipts that are old enough and lie in evidence. Before a run's first receipt goes, its file
 * is read again and must be the one that was signed and anchored.
 */
export async function pruneReceipts(
  services: ImportServices,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  const { db, now, evidence, logger } = services;
  const signedBefore = new Date(now().getTime() - evidence.receiptDays * DAY_MS);
  for (const file of await listPrunableEvidence(db, signedBefore)) {
    const { runId } = file;
    const fault = await findFault(services, file);
    if (fault !== null) {
      logger.error({ runId, fault }, 'receipts stay in the database');
      continue;
    }
    for (let afterId: string | null = FIRST_ID; afterId !== null;) {
      signal.throwIfAborted();
      afterId = await deleteReceipts(db, runId, { afterId, take: RECEIPTS_PER_BATCH });
    }
    await recordPruned(db, runId, now());
    logger.info({ runId }, 'receipts left the database');
  }
}

async function findFault(
  { db, evidence }: ImportServices,
  file: PrunableEvidence,
): Promise<'file-missing' | 'file-differs' | 'not-anchored' | 'receipts-not-in-file' | null> {
  const sha256 = await hashFile(path.join(evidence.directory, file.fileName));
  if (sha256 === null) return 'file-missing';
  if (sha256 !== file.fileSha256) return 'file-differs';
  if (!(await isAnchored(evidence.anchorFile, { ...file, fileSha256: sha256 }))) {
    return 'not-anchored';
  }
  // Fewer are left when this was cut short before.
  return (await countReceipts(db, file.runId)) > file.receipts ? 'receipts-not-in-file' : null;
}

async function hashFile(file: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return hash.digest('hex');
}
