import { EVIDENCE_FORMAT } from '#lib/domain/evidence/evidence-chain.ts';
import type { EvidenceFacts } from '#lib/domain/evidence/evidence-facts.ts';
import { deliveryKey } from '#lib/domain/items/delivery-key.ts';
import type { RunCounters } from '#lib/domain/runs/check-books.ts';

/**
 * The lines of an evidence file. The order of the members is part of the format, which is why each is
 * spelled out: docs/evidence-format.md describes them for an auditor. No message text, no names.
 */
type Place = {
  readonly sequence: number;
  readonly previousHead: string | null;
  readonly keyId: string;
};

export function headerLine({ connector, run }: EvidenceFacts, place: Place) {
  const { sequence, previousHead, keyId } = place;
  return {
    type: 'header',
    format: EVIDENCE_FORMAT,
    connector: {
      id: connector.id,
      kind: connector.kind,
      name: connector.name,
      folder: connector.folder,
    },
    sequence,
    previousHead,
    keyId,
    run: {
      id: run.id,
      trigger: run.trigger,
      createdAt: run.createdAt,
      windowStart: run.windowStart,
      windowEnd: run.windowEnd,
    },
  };
}

export type EvidencePackage = {
  readonly id: string;
  readonly runId: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string | null;
  readonly state: string;
  readonly itemsInManifest: number | null;
  readonly refusals: readonly string[];
};

/** @param number by which the deliveries of this file refer to it */
export function packageLine(number: number, from: EvidencePackage, runId: string) {
  return {
    type: 'package',
    package: number,
    name: from.name,
    bytes: from.sizeBytes,
    sha256: from.sha256,
    state: from.state,
    itemsInManifest: from.itemsInManifest,
    refusals: from.refusals,
    originalRun: from.runId === runId ? null : from.runId,
  };
}

export type EvidenceMappingFile = {
  readonly id: string;
  readonly number: number;
  readonly sha256: string;
  readonly rowCount: number;
};

export function mappingFileLine({ number, sha256, rowCount }: EvidenceMappingFile) {
  return { type: 'mapping-file', mappingFile: number, sha256, rows: rowCount };
}

/** Times are ISO 8601 with any offset. */
export type EvidenceReceipt = {
  readonly deliveryId: string;
  readonly itemId: string;
  /** The run that read the item: another one when a held item was replayed. */
  readonly itemRunId: string;
  readonly packageId: string;
  readonly entryName: string;
  readonly sourceItemId: string;
  readonly itemSha256: string;
  readonly itemBytes: number;
  readonly eventAt: string | null;
  readonly direction: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly mailbox: string | null;
  readonly rule: string | null;
  readonly mappingVersionId: string | null;
  readonly mappingLine: number | null;
  /** The mobile number or e-mail address by which the rule found the mailbox. */
  readonly matchedBy: string | null;
  readonly unmatched: readonly EvidenceUnmatched[] | null;
  readonly folderId: string | null;
  readonly remoteId: string | null;
  readonly deliveredSha256: string | null;
  readonly sentAt: string | null;
  readonly importedAt: string | null;
};

export type EvidenceUnmatched = {
  readonly mobileNumber: string | null;
  readonly emailAddress: string | null;
  readonly reason: string;
};

/** How this file calls the packages and mapping files. */
export type EvidenceNumbers = {
  readonly connectorId: string;
  readonly runId: string;
  readonly packages: ReadonlyMap<string, number>;
  readonly mappingFiles: ReadonlyMap<string, number>;
};

export function deliveryLine(receipt: EvidenceReceipt, numbers: EvidenceNumbers) {
  const { mailbox, state, mappingVersionId, unmatched } = receipt;
  const isImported = state === 'imported' || state === 'partially-imported';
  return {
    type: 'delivery',
    delivery: receipt.deliveryId,
    item: receipt.itemId,
    originalRun: receipt.itemRunId === numbers.runId ? null : receipt.itemRunId,
    package: numbers.packages.get(receipt.packageId) ?? null,
    entry: receipt.entryName,
    sourceItemId: receipt.sourceItemId,
    itemSha256: receipt.itemSha256,
    itemBytes: receipt.itemBytes,
    eventAt: utcTime(receipt.eventAt),
    direction: receipt.direction,
    state,
    reason: receipt.reason,
    mailbox,
    rule: receipt.rule,
    mappingFile:
      mappingVersionId === null ? null : (numbers.mappingFiles.get(mappingVersionId) ?? null),
    mappingLine: receipt.mappingLine,
    matchedBy: receipt.matchedBy,
    // Who is outside the organisation is of no concern where somebody got the item.
    unmatched: mailbox === null ? (unmatched?.map(unmatchedMember) ?? null) : null,
    deliveryKey:
      mailbox === null ? null : deliveryKey(numbers.connectorId, receipt.sourceItemId, mailbox),
    folderId: receipt.folderId,
    remoteId: receipt.remoteId,
    // The bytes were filed as they arrived when no other hash was recorded.
    deliveredSha256: isImported ? (receipt.deliveredSha256 ?? receipt.itemSha256) : null,
    sentAt: utcTime(receipt.sentAt),
    importedAt: utcTime(receipt.importedAt),
  };
}

function utcTime(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString();
}

function unmatchedMember({ mobileNumber, emailAddress, reason }: EvidenceUnmatched) {
  return { mobileNumber, emailAddress, reason };
}

/** @param written what the file holds, counted while it was written */
export function footerLine(
  { result }: EvidenceFacts,
  written: { readonly packages: number; readonly deliveries: number },
) {
  return {
    type: 'footer',
    state: result.state,
    finishedAt: result.finishedAt,
    packages: written.packages,
    deliveries: written.deliveries,
    counters: countersMember(result.counters),
    findings: result.findings.map(({ code, mailbox, expected, found }) => ({
      code,
      mailbox: mailbox ?? null,
      expected: expected ?? null,
      found: found ?? null,
    })),
  };
}

function countersMember(counters: RunCounters) {
  return {
    itemsInManifests: counters.itemsInManifests,
    itemsAvailable: counters.itemsAvailable,
    availableForImport: counters.availableForImport,
    imported: counters.imported,
    partiallyImported: counters.partiallyImported,
    skipped: counters.skipped,
    failed: counters.failed,
    held: counters.held,
    packagesRefused: counters.packagesRefused,
  };
}
