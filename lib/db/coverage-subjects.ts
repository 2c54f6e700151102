import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Transaction } from '#lib/db/client.ts';
import { connectorForImport } from '#lib/db/runs.ts';
import type { CoverageBasis, CoverageSubject } from '#lib/domain/coverage/coverage-preview.ts';
import { draftAnswersSchema } from '#lib/domain/wizard/draft-answers.ts';

const mappingColumns = {
  id: true,
  fileName: true,
  number: true,
  rowCount: true,
  createdAt: true,
} as const;

type MappingVersionColumns = {
  readonly id: string;
  readonly fileName: string;
  readonly number: number;
  readonly rowCount: number;
  readonly createdAt: Date;
};

/** What a preview is made of, as it is set up now. Secrets are sealed. */
export type CoverageSetup = {
  readonly kind: string;
  /** Null: the kind's own limit holds. */
  readonly largestItemBytes: number | null;
  readonly automaticMapping: boolean;
  readonly mappingVersion: MappingVersionColumns | null;
  readonly sourceKind: string;
  readonly sourceSettings: unknown;
  readonly sourceSecrets: Uint8Array;
};

/** Null when it is gone, or a setup that has not come so far. */
export async function findCoverageSetup(
  db: Transaction,
  subject: CoverageSubject,
): Promise<CoverageSetup | null> {
  return 'draftId' in subject
    ? findDraftSetup(db, subject.draftId)
    : findConnectorSetup(db, subject.connectorId);
}

async function findDraftSetup(db: Transaction, draftId: string): Promise<CoverageSetup | null> {
  const row = await db.connectorDraft.findUnique({
    where: { id: draftId, finishedAt: null },
    select: {
      kind: true,
      answers: true,
      sourceSecrets: true,
      mappingVersions: { orderBy: { createdAt: 'desc' }, take: 1, select: mappingColumns },
    },
  });
  if (row === null || row.sourceSecrets === null) return null;
  const { login, mapping } = draftAnswersSchema.parse(row.answers);
  if (login === undefined || mapping === undefined) return null;
  return {
    kind: row.kind,
    largestItemBytes: null,
    automaticMapping: mapping.isAutomatic,
    mappingVersion: row.mappingVersions[0] ?? null,
    sourceKind: login.source.kind,
    sourceSettings: login.source.settings,
    sourceSecrets: row.sourceSecrets,
  };
}

async function findConnectorSetup(
  db: Transaction,
  connectorId: string,
): Promise<CoverageSetup | null> {
  const row = await db.connector.findUnique({
    where: { id: connectorId },
    select: {
      kind: true,
      automaticMapping: true,
      largestItemBytes: true,
      sourceKind: true,
      sourceSettings: true,
      sourceSecrets: true,
      mappingVersions: { orderBy: { number: 'desc' }, take: 1, select: mappingColumns },
    },
  });
  if (row === null) return null;
  const { mappingVersions, ...setup } = row;
  return { ...setup, mappingVersion: mappingVersions[0] ?? null };
}

/** As an import knows its connector. @throws {Error} when there is none */
export async function getConnectorForImport(db: Transaction, connectorId: string) {
  return db.connector.findUniqueOrThrow({ where: { id: connectorId }, select: connectorForImport });
}

/** @param largestItemBytes of the kind, where the setup has none of its own */
export function basisOf(setup: CoverageSetup, largestItemBytes: number): CoverageBasis {
  return {
    mappingVersionId: setup.mappingVersion?.id ?? null,
    automaticMapping: setup.automaticMapping,
    largestItemBytes,
    source: fingerprint(setup),
  };
}

const settingsSchema = z.looseObject({});

/** A host key is pinned without anything else being changed. */
function fingerprint({ sourceKind, sourceSettings, sourceSecrets }: CoverageSetup): string {
  const settings = { ...settingsSchema.parse(sourceSettings), hostKeySha256: undefined };
  const account = hash('sha256', sourceSecrets);
  return hash('sha256', JSON.stringify([sourceKind, Object.entries(settings).sort(), account]));
}
