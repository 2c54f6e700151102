import path from 'node:path';
import {
  findLastEvidence,
  findStartedEvidence,
  insertEvidence,
  lockEvidenceChain,
  recordSignedEvidence,
  withAnchorLock,
  type StartedEvidence,
} from '#lib/db/evidence.ts';
import { listPublicEvidenceKeys } from '#lib/db/evidence-keys.ts';
import type { EvidenceFacts } from '#lib/domain/evidence/evidence-facts.ts';
import { evidenceFileName, PUBLIC_KEYS_FILE } from '#lib/domain/evidence/evidence-names.ts';
import { appendAnchor, findLastAnchor } from '#lib/evidence/anchor-file.ts';
import { toEvidenceError } from '#lib/evidence/errors.ts';
import { writeDurably } from '#lib/evidence/write-durably.ts';
import { writeEvidenceFile } from '#lib/evidence/write-evidence-file.ts';
import { evidenceLines } from '#lib/operations/evidence/evidence-lines.ts';
import { getActiveKeyId, getSigner } from '#lib/operations/evidence/signing-key.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

type EvidenceServices = Pick<
  ImportServices,
  'db' | 'queue' | 'masterKey' | 'now' | 'evidence' | 'logger'
>;

/**
 * Writes the evidence of a run that is about to close: file, anchor, row, in this order. It can be
 * killed anywhere and repeated: the row that is written first fixes what the file says, its place in
 * the connector's chain and its key, so that every try gives the same bytes.
 * @returns what the run is to be closed with: the facts of the first try.
 * @throws {PortError} `evidence-not-writable`: the disk or the anchor's place refuses; try again.
 */
export async function writeEvidence(
  services: EvidenceServices,
  facts: EvidenceFacts,
): Promise<EvidenceFacts['result']> {
  try {
    const started =
      (await findStartedEvidence(services.db, facts.run.id)) ?? (await start(services, facts));
    if (!started.isWritten) await finish(services, started);
    return started.facts.result;
  } catch (error) {
    throw toEvidenceError(error);
  }
}

async function start(services: EvidenceServices, facts: EvidenceFacts): Promise<StartedEvidence> {
  const { db, now, evidence } = services;
  const connectorId = facts.connector.id;
  const runId = facts.run.id;
  const keyId = await getActiveKeyId(services);
  const anchored = await findLastAnchor(evidence.anchorFile, connectorId);
  return db.$transaction(async (transaction) => {
    await lockEvidenceChain(transaction, connectorId);
    const last = await findLastEvidence(transaction, connectorId);
    if (last?.head === null) {
      throw new Error(`run ${runId}: the evidence of run ${last.runId} is not finished`);
    }
    // A database that was restored from a backup knows less than the anchor: the chain goes on from there.
    const newest = (anchored?.sequence ?? 0) > (last?.sequence ?? 0) ? anchored : last;
    const sequence = (newest?.sequence ?? 0) + 1;
    const finishedAt = new Date(facts.result.finishedAt);
    const started = {
      runId,
      connectorId,
      sequence,
      previousHead: newest?.head ?? null,
      keyId,
      facts,
      fileName: evidenceFileName({ connectorId, runId, sequence, finishedAt }),
    };
    await insertEvidence(transaction, started, now());
    return { ...started, isWritten: false };
  });
}

async function finish(services: EvidenceServices, started: StartedEvidence): Promise<void> {
  const { db, now, evidence, queue, logger } = services;
  const { runId, connectorId, sequence, fileName, keyId } = started;
  const signer = await getSigner(services, keyId);
  const lines = evidenceLines(db, started, signer);
  const file = await writeEvidenceFile(path.join(evidence.directory, fileName), lines.stream);
  const { head, receipts } = lines.written();
  const signedAt = now();
  const anchor = {
    time: signedAt.toISOString(),
    connector: connectorId,
    run: runId,
    sequence,
    head,
    fileSha256: file.sha256,
  };
  await withAnchorLock(db, async () => {
    await writePublicKeys(services);
    await appendAnchor(evidence.anchorFile, anchor, signer);
  });
  const isStamped = evidence.timeStampUrl !== undefined;
  await db.$transaction(async (transaction) => {
    await recordSignedEvidence(transaction, runId, {
      head,
      fileSha256: file.sha256,
      sizeBytes: file.sizeBytes,
      receipts,
      signedAt,
      timeStampState: isStamped ? 'pending' : 'off',
    });
    if (isStamped) await queue.enqueue(transaction, 'evidence.stamp', { runId });
  });
  logger.info({ sequence, receipts, bytes: file.sizeBytes }, 'evidence written');
}

/** For whoever copies the directory; an auditor compares the fingerprint with one got elsewhere. */
async function writePublicKeys({ db, evidence }: EvidenceServices): Promise<void> {
  const keys = await listPublicEvidenceKeys(db);
  const file = path.join(evidence.directory, PUBLIC_KEYS_FILE);
  await writeDurably(
    file,
    keys.map(({ publicKey }) => publicKey),
  );
}
