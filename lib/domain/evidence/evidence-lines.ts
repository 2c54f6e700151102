import { EVIDENCE_FORMAT } from '#lib/domain/evidence/evidence-chain.ts';
import type { EvidenceFacts } from '#lib/domain/evidence/evidence-facts.ts';
import type { RunCounters } from '#lib/domain/runs/check-books.ts';

/**
 * The lines of an evidence file but those of deliveries, which the database writes
 * (lib/db/evidence-receipts.ts). The order of the members is part of the format, which is why each is
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
