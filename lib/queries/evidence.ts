import 'server-only';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { recordAudit } from '#lib/auth/record-audit.ts';
import { authorize } from '#lib/auth/session.ts';
import { env } from '#lib/config/env.ts';
import { database } from '#lib/db/client.ts';
import { findEvidence } from '#lib/db/evidence.ts';
import { listPublicEvidenceKeys } from '#lib/db/evidence-keys.ts';
import { timeStampFileName } from '#lib/domain/evidence/evidence-names.ts';
import { AppError } from '#lib/domain/errors.ts';
import { requireId } from '#lib/queries/require-id.ts';
import { streamOf } from '#lib/queries/stream-of.ts';

export type EvidenceDownload = {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly bytes: ReadableStream<Uint8Array>;
};

/**
 * A closed run's evidence file, or the time stamp that belongs to it, as it lies on the disk.
 * @throws {AppError} `signed-out`, `forbidden` or `not-found`
 */
export async function openEvidence(
  runId: string,
  part: 'file' | 'time-stamp',
): Promise<EvidenceDownload> {
  const { user } = await authorize('logs.download');
  const evidence = await findEvidence(database(), requireId(runId));
  const isThere =
    part === 'file' ? evidence?.signedAt != null : evidence?.timeStampState === 'stamped';
  if (evidence === null || !isThere) {
    throw new AppError('not-found', 'This import has no such evidence.');
  }
  const { fileName } = evidence;
  const file = path.join(
    env().evidence.directory,
    part === 'file' ? fileName : timeStampFileName(fileName),
  );
  const { size } = await stat(file);
  await recordAudit(user, {
    action: 'evidence-downloaded',
    subjects: { runId },
    details: { part },
  });
  return {
    fileName: path.basename(file),
    sizeBytes: size,
    bytes: streamOf(createReadStream(file)),
  };
}

/**
 * Every public key that evidence was ever signed with, in PEM.
 * @throws {AppError} `signed-out` or `forbidden`
 */
export async function getPublicEvidenceKeys(): Promise<string> {
  await authorize('runs.read');
  const keys = await listPublicEvidenceKeys(database());
  return keys.map(({ publicKey }) => publicKey).join('');
}
