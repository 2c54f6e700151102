import path from 'node:path';
import { z } from 'zod';
import {
  alertProblems,
  alertSettings,
  alertVariables,
  type AlertSettings,
} from '#lib/config/alert-settings.ts';
import {
  destinationProblems,
  destinationSettings,
  imapVariables,
  type DestinationSettings,
} from '#lib/config/destination-settings.ts';
import {
  directorySettings,
  directoryVariables,
  type DirectorySettings,
} from '#lib/config/directory-settings.ts';
import {
  microsoftProblems,
  microsoftSettings,
  microsoftVariables,
  usesSandbox,
  type MicrosoftSettings,
} from '#lib/config/microsoft-settings.ts';
import {
  operationsSettings,
  operationsVariables,
  type OperationsSettings,
} from '#lib/config/operations-settings.ts';
import { sourceServers, sourceVariables } from '#lib/config/source-settings.ts';
import {
  auditSettings,
  evidenceSettings,
  stagingSettings,
  storageVariables,
  type AuditSettings,
  type EvidenceSettings,
  type StagingSettings,
} from '#lib/config/storage-settings.ts';
import { base64Key, concurrency, port } from '#lib/config/variable-types.ts';
import { neededPermissions, type AppPermission } from '#lib/domain/wizard/app-permissions.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';
import type { ServerPolicy } from '#lib/domain/source-server.ts';

/**
 * The one place that reads `process.env`. Every variable Custody knows is in this schema; the README
 * lists the same names. A wrong value ends the process with its name and what is expected.
 */
const variables = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
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
  SESSION_SECRET: z
    .string('expected 32 characters or more')
    .min(32, 'expected 32 characters or more'),

  ...microsoftVariables,
  TELEMESSAGE_PORT: port.default(22),
  ...sourceVariables,

  GRAPH_CONCURRENCY: concurrency.default(4),
  ...imapVariables,
  ...directoryVariables,
  ...storageVariables,
  ...operationsVariables,
  ...alertVariables,
});

type Values = z.infer<typeof variables>;

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
  readonly operations: OperationsSettings;
  readonly alerts: AlertSettings;
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
    ? [
        ...destinationProblems(result.data),
        ...microsoftProblems(result.data),
        ...telemessageProblems(result.data),
        ...alertProblems(result.data),
      ]
    : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (!result.success || problems.length > 0) {
    const lines = problems.map((problem) => `  ${problem}`);
    throw new EnvError(`These settings are wrong:\n${lines.join('\n')}`);
  }
  const values = result.data;
  const isSandbox = usesSandbox(values);
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
    microsoft: microsoftSettings(values),
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
    operations: operationsSettings(values),
    alerts: alertSettings(values),
  };
}

function readMasterKey(values: Values): MasterKey {
  const key = Buffer.from(values.MASTER_KEY, 'base64');
  return values.MASTER_KEY_NEW === undefined
    ? key
    : { newKey: Buffer.from(values.MASTER_KEY_NEW, 'base64'), oldKey: key };
}

function telemessageProblems(values: Values): readonly string[] {
  if (usesSandbox(values) || values.TELEMESSAGE_HOST !== undefined) return [];
  return [
    'TELEMESSAGE_HOST: expected, because a tenant is configured; ' +
      'the name of the SFTP server that TeleMessage delivers to',
  ];
}
