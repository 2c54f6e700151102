import 'server-only';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { recordAudit } from '#lib/auth/record-audit.ts';
import { authorize } from '#lib/auth/session.ts';
import { env } from '#lib/config/env.ts';
import { database } from '#lib/db/client.ts';
import { findEvidence, findEvidenceFacts } from '#lib/db/evidence.ts';
import { listPublicEvidenceKeys } from '#lib/db/evidence-keys.ts';
import { listMappingVersionsOfRun } from '#lib/db/mapping-versions.ts';
import { AppError } from '#lib/domain/errors.ts';
import { parseAnchorLine } from '#lib/domain/evidence/anchor-line.ts';
import { timeStampFileName } from '#lib/domain/evidence/evidence-names.ts';
import { evidenceReadMe, evidenceReport } from '#lib/domain/evidence/evidence-report.ts';
import type { Download } from '#lib/queries/answer-file.ts';
import { mappingFileOf } from '#lib/queries/mapping-file.ts';
import { requireId } from '#lib/queries/require-id.ts';
import { streamOf } from '#lib/queries/stream-of.ts';

const VERIFIER = 'lib/cli/verify-evidence';
const FORMAT = 'docs/evidence-format.md';

/**
 * Everything an auditor needs of a closed run in one ZIP: report, receipts and their time stamp, the
 * connector's anchors, public keys, the mapping files that decided, the verifier and how to use it.
 * Written as it is sent.
 * @throws {AppError} `signed-out`, `forbidden` or `not-found`
 */
export async function openEvidencePack(runId: string): Promise<Download> {
  const { user } = await authorize('logs.download');
  const db = database();
  const [evidence, facts] = await Promise.all([
    findEvidence(db, requireId(runId)),
    findEvidenceFacts(db, runId),
  ]);
  if (evidence === null || facts === null || evidence.signedAt === null) {
    throw new AppError('not-found', 'This import has no such evidence.');
  }
  const { head, fileSha256, receipts } = evidence;
  if (head === null || fileSha256 === null || receipts === null) {
    throw new Error(`run ${runId}: signed evidence without its head`);
  }
  const name = path.basename(evidence.fileName);
  const zip = new ZipFile();
  const addText = (text: string, entry: string) => {
    zip.addBuffer(Buffer.from(text), entry);
  };
  addText(evidenceReadMe(name), 'READ-ME.txt');
  addText(
    evidenceReport(facts, { ...evidence, fileName: name, head, fileSha256, receipts }),
    'report.txt',
  );
  addText(await anchorsOf(facts.connector.id), 'evidence-anchor.jsonl');
  const keys = await listPublicEvidenceKeys(db);
  addText(keys.map(({ publicKey }) => publicKey).join(''), 'public-keys.pem');

  const file = path.join(env().evidence.directory, evidence.fileName);
  zip.addFile(file, `evidence/${name}`, { compress: false });
  if (evidence.timeStampState === 'stamped') {
    zip.addFile(timeStampFileName(file), `evidence/${timeStampFileName(name)}`);
  }
  for (const version of await listMappingVersionsOfRun(db, runId)) {
    zip.addReadStream(
      Readable.from(mappingFileOf(version.id)),
      `mapping/version-${version.number}.csv`,
    );
  }
  await addVerifier(zip);
  zip.end();
  await recordAudit(user, {
    action: 'evidence-downloaded',
    connectorId: facts.connector.id,
    subjects: { runId },
    details: { part: 'pack' },
  });
  return {
    fileName: `${name.replace(/\.evidence\.gz$/, '')}.zip`,
    bytes: streamOf(Readable.from(zip.outputStream)),
  };
}

/** The lines of the anchor file that are about the connector, as they are. */
async function anchorsOf(connectorId: string): Promise<string> {
  const text = await readFile(env().evidence.anchorFile, 'utf8');
  const lines = text.split('\n').filter((line) => parseAnchorLine(line)?.connector === connectorId);
  return lines.map((line) => `${line}\n`).join('');
}

/** The verifier's own sources: it is a folder that needs nothing else. */
async function addVerifier(zip: ZipFile): Promise<void> {
  for (const name of await readdir(VERIFIER)) {
    if (name.endsWith('.test.ts')) continue;
    zip.addFile(path.join(VERIFIER, name), `verify-evidence/${name}`);
  }
  zip.addFile(FORMAT, 'verify-evidence/evidence-format.md');
}
