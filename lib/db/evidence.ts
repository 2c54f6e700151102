import type { Database, Transaction } from '#lib/db/client.ts';
import { evidenceFactsSchema, type EvidenceFacts } from '#lib/domain/evidence/evidence-facts.ts';

export type StartedEvidence = {
  readonly runId: string;
  readonly connectorId: string;
  readonly sequence: number;
  readonly previousHead: string | null;
  readonly keyId: string;
  readonly facts: EvidenceFacts;
  readonly fileName: string;
  readonly isWritten: boolean;
};

/** Null when the run has none yet. */
export async function findStartedEvidence(
  db: Transaction,
  runId: string,
): Promise<StartedEvidence | null> {
  const row = await db.evidence.findUnique({
    where: { runId },
    select: {
      runId: true,
      connectorId: true,
      sequence: true,
      previousHead: true,
      keyId: true,
      facts: true,
      fileName: true,
      signedAt: true,
    },
  });
  if (row === null) return null;
  const { facts, signedAt, ...started } = row;
  return { ...started, facts: evidenceFactsSchema.parse(facts), isWritten: signedAt !== null };
}

/** The connector's newest evidence; null before the first. `head` is null until it is written. */
export async function findLastEvidence(transaction: Transaction, connectorId: string) {
  return transaction.evidence.findFirst({
    where: { connectorId },
    orderBy: { sequence: 'desc' },
    select: { runId: true, sequence: true, head: true },
  });
}

export async function insertEvidence(
  transaction: Transaction,
  evidence: Omit<StartedEvidence, 'isWritten'>,
  now: Date,
): Promise<void> {
  await transaction.evidence.create({
    data: { ...evidence, facts: evidence.facts, startedAt: now },
    select: { runId: true },
  });
}

export type SignedEvidence = {
  readonly head: string;
  readonly fileSha256: string;
  readonly sizeBytes: number;
  readonly receipts: number;
  readonly signedAt: Date;
  readonly timeStampState: 'off' | 'pending';
};

export async function recordSignedEvidence(
  transaction: Transaction,
  runId: string,
  { sizeBytes, ...signed }: SignedEvidence,
): Promise<void> {
  await transaction.evidence.update({
    where: { runId },
    data: { ...signed, sizeBytes: BigInt(sizeBytes) },
    select: { runId: true },
  });
}

/** What a run's file must be to be read again; null before it is signed. */
export async function findSignedEvidence(db: Database, runId: string) {
  const row = await db.evidence.findUnique({
    where: { runId },
    select: {
      connectorId: true,
      sequence: true,
      fileName: true,
      fileSha256: true,
      receipts: true,
      receiptsPrunedAt: true,
      key: { select: { publicKey: true } },
    },
  });
  if (row === null || row.fileSha256 === null || row.receipts === null) return null;
  const { key, fileSha256, receipts, ...file } = row;
  return { ...file, fileSha256, receipts, publicKey: key.publicKey };
}
export type SignedEvidenceFile = NonNullable<Awaited<ReturnType<typeof findSignedEvidence>>>;

/** A signed file whose time stamp is asked for; null when it is not. */
export async function findEvidenceToStamp(db: Database, runId: string) {
  const row = await db.evidence.findFirst({
    where: { runId, timeStampState: 'pending' },
    select: { fileName: true, fileSha256: true },
  });
  if (row === null || row.fileSha256 === null) return null;
  return { fileName: row.fileName, fileSha256: row.fileSha256 };
}

/** @param timeStampedAt null when no server is configured any more */
export async function recordTimeStamp(
  db: Database,
  runId: string,
  timeStampedAt: Date | null,
): Promise<void> {
  await db.evidence.update({
    where: { runId },
    data: { timeStampedAt, timeStampState: timeStampedAt === null ? 'off' : 'stamped' },
    select: { runId: true },
  });
}

/** What the portal shows of a run's evidence; null when it has none. */
export async function findEvidence(db: Transaction, runId: string) {
  const row = await db.evidence.findUnique({
    where: { runId },
    select: {
      sequence: true,
      fileName: true,
      keyId: true,
      head: true,
      fileSha256: true,
      sizeBytes: true,
      receipts: true,
      signedAt: true,
      timeStampState: true,
      timeStampedAt: true,
      receiptsPrunedAt: true,
    },
  });
  return row === null
    ? null
    : { ...row, sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes) };
}

/** What the run's evidence says of it besides the receipts; null when it has none. */
export async function findEvidenceFacts(
  db: Transaction,
  runId: string,
): Promise<EvidenceFacts | null> {
  const row = await db.evidence.findUnique({ where: { runId }, select: { facts: true } });
  return row === null ? null : evidenceFactsSchema.parse(row.facts);
}

/** Locks the chain of a connector until the transaction ends. */
export async function lockEvidenceChain(
  transaction: Transaction,
  connectorId: string,
): Promise<void> {
  await transaction.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`evidence:${connectorId}`}, 2))`;
}

const ANCHOR_TIMEOUT_MS = 60_000;

/** Runs `work` while nobody else writes to the anchor file, on whatever machine. */
export async function withAnchorLock(db: Database, work: () => Promise<void>): Promise<void> {
  await db.$transaction(
    async (transaction) => {
      await transaction.$executeRaw`
        SELECT pg_advisory_xact_lock(hashtextextended('evidence anchor', 2))`;
      await work();
    },
    { maxWait: ANCHOR_TIMEOUT_MS, timeout: ANCHOR_TIMEOUT_MS },
  );
}
