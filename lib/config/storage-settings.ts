import path from 'node:path';
import { z } from 'zod';
import { base64Key } from '#lib/config/variable-types.ts';
import type { AuditKey } from '#lib/domain/audit/audit-chain.ts';

const daysExpected = 'expected a whole number of days, 30 or more';
const connectionString = z
  .string()
  .regex(
    /^(?=.*(?:AccountName|BlobEndpoint)=)(?=.*(?:AccountKey|SharedAccessSignature)=)/,
    "expected the storage account's connection string, with a key or a shared access signature",
  );
/** https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata */
const containerName = z
  .string()
  .regex(
    /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    'expected 3 to 63 lower-case letters, digits and single hyphens',
  );

/** Where Custody keeps what is not in the database, and the proofs of what is. */
export const storageVariables = {
  DATA_DIR: z.string().min(1).default('.data'),

  AUDIT_KEY: base64Key,
  AUDIT_ANCHOR_FILE: z.string().min(1).optional(),

  STAGING_AZURE_CONNECTION_STRING: connectionString.optional(),
  STAGING_AZURE_CONTAINER: containerName.default('custody-staging'),

  EVIDENCE_ANCHOR_FILE: z.string().min(1).optional(),
  TIMESTAMP_URL: z
    .url({ protocol: /^https?$/, error: 'expected the http or https URL of a time-stamp server' })
    .optional(),
  RECEIPT_DAYS: z.coerce.number(daysExpected).int(daysExpected).min(30, daysExpected).default(400),
} as const;

type StorageValues = z.infer<z.ZodObject<typeof storageVariables>>;

const STAGING_DIRECTORY = 'staging';
const EVIDENCE_DIRECTORY = 'evidence';
const ANCHOR_FILE = 'evidence-anchor.jsonl';
const AUDIT_ANCHOR_FILE = 'audit-anchor.jsonl';

export type EvidenceSettings = {
  /** Where a file for each closed run is written. */
  readonly directory: string;
  /** Gets a line for each closed run, and is only ever added to. */
  readonly anchorFile: string;
  /** Of an RFC 3161 server. */
  readonly timeStampUrl: string | undefined;
  /** How long receipts stay in the database once they are in evidence. */
  readonly receiptDays: number;
};

export type AuditSettings = {
  /** 32 bytes; kept apart from the database, whose audit log it chains. */
  readonly key: AuditKey;
  /** Gets a line whenever the log has grown, and is only ever added to. */
  readonly anchorFile: string;
};

/** Where packages and held items rest, encrypted. */
export type StagingSettings =
  | { readonly kind: 'local'; readonly directory: string }
  | { readonly kind: 'azure-blob'; readonly connectionString: string; readonly container: string };

export function stagingSettings(values: StorageValues): StagingSettings {
  const connectionString = values.STAGING_AZURE_CONNECTION_STRING;
  return connectionString === undefined
    ? { kind: 'local', directory: path.resolve(values.DATA_DIR, STAGING_DIRECTORY) }
    : { kind: 'azure-blob', connectionString, container: values.STAGING_AZURE_CONTAINER };
}

export function auditSettings(values: StorageValues): AuditSettings {
  return {
    key: Buffer.from(values.AUDIT_KEY, 'base64'),
    anchorFile: path.resolve(
      values.AUDIT_ANCHOR_FILE ?? path.join(values.DATA_DIR, AUDIT_ANCHOR_FILE),
    ),
  };
}

export function evidenceSettings(values: StorageValues): EvidenceSettings {
  const dataDir = path.resolve(values.DATA_DIR);
  return {
    directory: path.join(dataDir, EVIDENCE_DIRECTORY),
    anchorFile: path.resolve(values.EVIDENCE_ANCHOR_FILE ?? path.join(dataDir, ANCHOR_FILE)),
    timeStampUrl: values.TIMESTAMP_URL,
    receiptDays: values.RECEIPT_DAYS,
  };
}
