import type { EvidenceFacts } from '#lib/domain/evidence/evidence-facts.ts';

type ReportedFile = {
  readonly fileName: string;
  readonly sequence: number;
  readonly receipts: number;
  readonly head: string;
  readonly fileSha256: string;
  readonly keyId: string;
};

/** What an evidence pack says first, for somebody who opens it without Custody. In English, as the file's own words. */
export function evidenceReport(
  { connector, run, result }: EvidenceFacts,
  file: ReportedFile,
): string {
  const { counters, findings } = result;
  return lines(
    `Evidence of an import of ${connector.name}`,
    '',
    ...table({
      'Connector kind': connector.kind,
      'Mailbox folder': connector.folder,
      Import: run.id,
      'Started by': run.trigger,
      Period: `${run.windowStart} to ${run.windowEnd}`,
      Began: run.createdAt,
      Closed: result.finishedAt,
      Result: result.state === 'completed' ? 'completed and reconciled' : 'NOT RECONCILED',
    }),
    '',
    'Counters',
    '',
    ...table({
      'Items in manifests': counters.itemsInManifests,
      'Items available from source': counters.itemsAvailable,
      'Items available for import': counters.availableForImport,
      'Items imported': counters.imported,
      'Items partially imported': counters.partiallyImported,
      'Items skipped': counters.skipped,
      'Items failed': counters.failed,
      'Items held': counters.held,
      'Packages refused': counters.packagesRefused,
    }),
    '',
    findings.length === 0
      ? 'The reconciliation found nothing wrong.'
      : `The reconciliation found: ${findings.map((finding) => JSON.stringify(finding)).join('; ')}`,
    '',
    'Evidence file',
    '',
    ...table({
      File: file.fileName,
      'Number of this connector': file.sequence,
      Receipts: file.receipts,
      Head: file.head,
      'SHA-256': file.fileSha256,
      'Signed with key': file.keyId,
    }),
  );
}

/** How the pack is checked on another machine. */
export function evidenceReadMe(file: string): string {
  return lines(
    'How to check this evidence',
    '',
    'You need Node 24 (nodejs.org) and nothing of Custody. In this folder, run',
    '',
    `  node verify-evidence/main.ts evidence/${file} --anchor evidence-anchor.jsonl --public-key public-keys.pem`,
    '',
    'Exit code 0: nothing is wrong. 1: something is, each named with its file and line. 2: it could not be',
    'verified. The proof is only as good as the public key and the anchor file: compare both with copies',
    'that you got from somebody else than who gave you this pack.',
    '',
    'report.txt              what the import did, in words',
    'evidence/               a line for every item and mailbox (gzip, JSON lines), and its time stamp if any',
    'evidence-anchor.jsonl   what was noted outside the database when imports of this connector closed',
    'public-keys.pem         keys that evidence was ever signed with',
    'mapping/                the versions of the mapping file that decided, as they are stored',
    'verify-evidence/        the program that checks, and evidence-format.md: how to write another',
  );
}

function table(rows: Readonly<Record<string, string | number>>): readonly string[] {
  const width = Math.max(...Object.keys(rows).map((name) => name.length));
  return Object.entries(rows).map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}

function lines(...text: readonly string[]): string {
  return `${text.join('\n')}\n`;
}
