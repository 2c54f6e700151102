import type { AuditKey } from '#lib/domain/audit/audit-chain.ts';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { clouds } from '#lib/config/clouds.ts';
import {
  destinationProblems,
  destinationSettings,
  imapVariables,
  type DestinationSettings,
} from '#lib/config/destination-settings.ts';
import { sourceServers, sourceVariables } from '#lib/config/source-settings.ts';
import { neededPermissions, type AppPermission } from '#lib/domain/wizard/app-permissions.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';
import type { ServerPolicy } from '#lib/domain/source-server.ts';

/**
 * The one place that reads `process.env`. Every variable Custody knows is in this schema; the README
 * lists the same names. A wrong value ends the process with its name and what is expected.
 */
const portExpected = 'expected a port number, 1 to 65535';
const port = z.coerce
  .number(portExpected)
  .int(portExpected)
  .min(1, portExpected)
  .max(65_535, portExpected);
const concurrencyExpected = 'expected a whole number, 1 to 64';
const concurrency = z.coerce
  .number(concurrencyExpected)
  .int(concurrencyExpected)
  .min(1, concurrencyExpected)
  .max(64, concurrencyExpected);
const daysExpected = 'expected a whole number of days, 30 or more';
const uuid = z.uuid('expected a UUID, as the Entra admin center shows it');
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
const base64Key = z
  .string('expected 32 bytes in base64')
  .refine((value) => Buffer.from(value, 'base64').length === 32, 'expected 32 bytes in base64');

const variables = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  DATA_DIR: z.string().min(1).default('.data'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),

  PORT: port.default(3000),
  PORTAL_URL: z
    .url({ protocol: /^https?$/, error: 'expected the http or https URL that browsers use' })
    .optional(),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'expected postgresql://user:password@host/database',
    })
    .optional(),
  DATABASE_PORT: port.default(3132),

  MASTER_KEY: base64Key,
  MASTER_KEY_NEW: base64Key.optional(),
  AUDIT_KEY: base64Key,
  AUDIT_ANCHOR_FILE: z.string().min(1).optional(),
  SESSION_SECRET: z
    .string('expected 32 characters or more')
    .min(32, 'expected 32 characters or more'),

  MICROSOFT_TENANT_ID: uuid.optional(),
  MICROSOFT_CLIENT_ID: uuid.optional(),
  MICROSOFT_CLIENT_SECRET: z.string().min(1).optional(),
  MICROSOFT_CLOUD: z.enum(['worldwide', 'gcc', 'gcc-high', 'dod', 'china']).default('worldwide'),

  SANDBOX_PORT: port.default(3100),
  SANDBOX_SFTP_PORT: port.default(3122),
  SANDBOX_CLIENT_SECRET: z.string().min(1).optional(),

  TELEMESSAGE_PORT: port.default(22),
  ...sourceVariables,

  GRAPH_CONCURRENCY: concurrency.default(4),
  ...imapVariables,
  MAILBOX_LIST_FILE: z.string().min(1).optional(),

  STAGING_AZURE_CONNECTION_STRING: connectionString.optional(),
  STAGING_AZURE_CONTAINER: containerName.default('custody-staging'),

  EVIDENCE_ANCHOR_FILE: z.string().min(1).optional(),
  TIMESTAMP_URL: z
    .url({ protocol: /^https?$/, error: 'expected the http or https URL of a time-stamp server' })
    .optional(),
  RECEIPT_DAYS: z.coerce.number(daysExpected).int(daysExpected).min(30, daysExpected).default(400),
});

const STAGING_DIRECTORY = 'staging';
const EVIDENCE_DIRECTORY = 'evidence';
const ANCHOR_FILE = 'evidence-anchor.jsonl';
const AUDIT_ANCHOR_FILE = 'audit-anchor.jsonl';

const microsoftVariables = [
  'MICROSOFT_TENANT_ID',
  'MICROSOFT_CLIENT_ID',
  'MICROSOFT_CLIENT_SECRET',
] as const;

/** The sandbox's made-up tenant and application, known to both sides of the stand-ins. */
const SANDBOX_TENANT_ID = '5a4d8b0c-0000-4000-8000-00000000c0de';
const SANDBOX_CLIENT_ID = '5a4d8b0c-0000-4000-8000-0000000000a9';

export type MicrosoftSettings = {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Origin and path before `/{tenantId}/…`, without a slash at the end. */
  readonly loginUrl: string;
  /** Origin and path before `/v1.0/…`, without a slash at the end. */
  readonly graphUrl: string;
  /** Resource of the `.default` scope; differs from `graphUrl` in the sandbox only. */
  readonly graphResource: string;
  /** Resource of the `.default` scope of IMAP tokens. */
  readonly imapResource: string;
  /** What Exchange Online's PowerShell calls the cloud. */
  readonly exchangeEnvironment: string;
};

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

/** Who has a mailbox: the users of the tenant, or a list in a file. */
export type DirectorySettings =
  | { readonly kind: 'graph'; readonly settings: object }
  | { readonly kind: 'static'; readonly settings: { readonly file: string } };

/** Where packages and held items rest, encrypted. */
export type StagingSettings =
  | { readonly kind: 'local'; readonly directory: string }
  | { readonly kind: 'azure-blob'; readonly connectionString: string; readonly container: string };

export type Env = {
  readonly nodeEnv: 'development' | 'production' | 'test';
  readonly dataDir: string;
  readonly logLevel: string;
  readonly port: number;
  readonly portalUrl: string;
  /** Undefined when the launcher is to start the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  readonly databasePort: number;
  readonly masterKey: MasterKey;
  readonly audit: AuditSettings;
  readonly sessionSecret: string;
  readonly microsoft: MicrosoftSettings;
  /** Set exactly when no tenant is configured. */
  readonly sandbox: { readonly port: number; readonly sftpPort: number } | undefined;
  readonly telemessage: {
    readonly host: string;
    readonly port: number;
    readonly directory: string;
  };
  /** What the wizard may be pointed to, and what a worker connects to. */
  readonly sourceServers: ServerPolicy;
  readonly graphConcurrency: number;
  /** Opens every mailbox of an IMAP server that takes a password; Exchange Online takes tokens. */
  readonly imapPassword: string | undefined;
  /** Where connectors that are set up from now on file messages. */
  readonly destination: DestinationSettings;
  readonly directory: DirectorySettings;
  /** The least that an administrator has to consent to. */
  readonly permissions: readonly AppPermission[];
  readonly staging: StagingSettings;
  readonly evidence: EvidenceSettings;
};

/** A setting is missing or wrong. The message has a line for each: its name and what is expected. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
}

let parsed: Env | undefined;

/** The settings of this process, validated once. @throws {EnvError} */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** The environment as it is, to hand to a child process. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** @throws {EnvError} naming every variable that is wrong and what is expected. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = variables.safeParse(given);
  const problems = result.success
    ? destinationProblems(result.data)
    : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (!result.success || problems.length > 0) {
    const lines = problems.map((problem) => `  ${problem}`);
    throw new EnvError(`These settings are wrong:\n${lines.join('\n')}`);
  }
  const values = result.data;
  const configured = microsoftVariables.filter((name) => values[name] !== undefined);
  if (configured.length > 0 && configured.length < microsoftVariables.length) {
    const missing = microsoftVariables.filter((name) => values[name] === undefined);
    throw new EnvError(
      `These settings are wrong:\n  ${missing.join(', ')}: expected, because ${configured.join(', ')} is set; ` +
        'set all three to use a tenant, or none to use the sandbox',
    );
  }
  const isSandbox = configured.length === 0;
  if (!isSandbox && values.TELEMESSAGE_HOST === undefined) {
    throw new EnvError(
      'These settings are wrong:\n  TELEMESSAGE_HOST: expected, because a tenant is configured; ' +
        'the name of the SFTP server that TeleMessage delivers to',
    );
  }
  const telemessage = isSandbox
    ? { host: '127.0.0.1', port: values.SANDBOX_SFTP_PORT, directory: '/' }
    : {
        host: values.TELEMESSAGE_HOST ?? '',
        port: values.TELEMESSAGE_PORT,
        directory: values.TELEMESSAGE_DIRECTORY,
      };
  const destination = destinationSettings(values);
  const directory = directorySettings(values);
  return {
    nodeEnv: values.NODE_ENV,
    dataDir: path.resolve(values.DATA_DIR),
    logLevel: values.LOG_LEVEL,
    port: values.PORT,
    portalUrl: values.PORTAL_URL ?? `http://localhost:${values.PORT}`,
    databaseUrl: values.DATABASE_URL,
    databasePort: values.DATABASE_PORT,
    masterKey: readMasterKey(values),
    audit: auditSettings(values),
    sessionSecret: values.SESSION_SECRET,
    microsoft: isSandbox ? sandboxMicrosoft(values) : tenantMicrosoft(values),
    sandbox: isSandbox
      ? { port: values.SANDBOX_PORT, sftpPort: values.SANDBOX_SFTP_PORT }
      : undefined,
    telemessage,
    sourceServers: sourceServers(telemessage, values),
    graphConcurrency: values.GRAPH_CONCURRENCY,
    imapPassword: values.IMAP_PASSWORD,
    destination,
    directory,
    permissions: neededPermissions({ destination, directory }),
    staging: stagingSettings(values),
    evidence: evidenceSettings(values),
  };
}

function readMasterKey(values: z.infer<typeof variables>): MasterKey {
  const key = Buffer.from(values.MASTER_KEY, 'base64');
  return values.MASTER_KEY_NEW === undefined
    ? key
    : { newKey: Buffer.from(values.MASTER_KEY_NEW, 'base64'), oldKey: key };
}

function directorySettings({
  MAILBOX_LIST_FILE: file,
}: z.infer<typeof variables>): DirectorySettings {
  return file === undefined
    ? { kind: 'graph', settings: {} }
    : { kind: 'static', settings: { file: path.resolve(file) } };
}

function stagingSettings(values: z.infer<typeof variables>): StagingSettings {
  const connectionString = values.STAGING_AZURE_CONNECTION_STRING;
  return connectionString === undefined
    ? { kind: 'local', directory: path.resolve(values.DATA_DIR, STAGING_DIRECTORY) }
    : { kind: 'azure-blob', connectionString, container: values.STAGING_AZURE_CONTAINER };
}

function auditSettings(values: z.infer<typeof variables>): AuditSettings {
  return {
    key: Buffer.from(values.AUDIT_KEY, 'base64'),
    anchorFile: path.resolve(
      values.AUDIT_ANCHOR_FILE ?? path.join(values.DATA_DIR, AUDIT_ANCHOR_FILE),
    ),
  };
}

function evidenceSettings(values: z.infer<typeof variables>): EvidenceSettings {
  const dataDir = path.resolve(values.DATA_DIR);
  return {
    directory: path.join(dataDir, EVIDENCE_DIRECTORY),
    anchorFile: path.resolve(values.EVIDENCE_ANCHOR_FILE ?? path.join(dataDir, ANCHOR_FILE)),
    timeStampUrl: values.TIMESTAMP_URL,
    receiptDays: values.RECEIPT_DAYS,
  };
}

function sandboxMicrosoft(values: z.infer<typeof variables>): MicrosoftSettings {
  const origin = `http://127.0.0.1:${values.SANDBOX_PORT}`;
  return {
    tenantId: SANDBOX_TENANT_ID,
    clientId: SANDBOX_CLIENT_ID,
    // The launcher makes one; a process without it can start, and cannot sign in.
    clientSecret: values.SANDBOX_CLIENT_SECRET ?? randomUUID(),
    loginUrl: `${origin}/login`,
    graphUrl: `${origin}/graph`,
    graphResource: clouds.worldwide.graphUrl,
    imapResource: clouds.worldwide.imapResource,
    exchangeEnvironment: clouds.worldwide.exchangeEnvironment,
  };
}

function tenantMicrosoft(values: z.infer<typeof variables>): MicrosoftSettings {
  const cloud = clouds[values.MICROSOFT_CLOUD];
  return {
    tenantId: values.MICROSOFT_TENANT_ID ?? '',
    clientId: values.MICROSOFT_CLIENT_ID ?? '',
    clientSecret: values.MICROSOFT_CLIENT_SECRET ?? '',
    loginUrl: cloud.loginUrl,
    graphUrl: cloud.graphUrl,
    graphResource: cloud.graphUrl,
    imapResource: cloud.imapResource,
    exchangeEnvironment: cloud.exchangeEnvironment,
  };
}
