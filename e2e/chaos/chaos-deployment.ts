import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { keepProcess, type KeptProcess } from '#e2e/chaos/kept-process.ts';
import { mountSmallDisk } from '#e2e/chaos/staging-disk.ts';
import { startImapProxy, type ImapProxy } from '#e2e/servers/dovecot-proxy.ts';
import type { DovecotOptions } from '#e2e/servers/dovecot-settings.ts';
import { startDovecot, type DovecotServer } from '#e2e/servers/dovecot.ts';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { nextScript } from '#lib/cli/environment/build-web.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { withWorkerMemory } from '#lib/cli/launcher/worker-memory.ts';
import { findFreePort } from '#lib/cli/launcher/ports.ts';
import { createPostgresDatabase } from '#lib/cli/postgres/create-database.ts';
import { startPostgres, type PostgresServer } from '#lib/cli/postgres/server.ts';
import { prepareDatabase } from '#lib/cli/prepare-database.ts';
import { parseEnv, processEnvironment } from '#lib/config/env.ts';
import type { MasterKey } from '#lib/domain/master-key.ts';
import { mappingPagesOf } from '#lib/db/mapping-pages.ts';
import { createDatabase } from '#lib/db/client.ts';
import type { DisturbGraph } from '#lib/sandbox/graph/disturbance.ts';
import type { Person } from '#lib/sandbox/organisation/organisation.ts';
import {
  startTestSandbox,
  TEST_CLIENT_SECRET,
  type TestSandbox,
} from '#lib/sandbox/start-test-sandbox.ts';

export type MappingEntry = { readonly mobileNumber: string; readonly mailbox: string };

/** Everything an import touches, each part a process that may be killed. */
export type ChaosDeployment = {
  /** All files of Custody: staging, evidence, logs. */
  readonly dataDir: string;
  readonly databaseHome: string;
  readonly logDirectory: string;
  readonly databaseUrl: string;
  readonly workers: readonly KeptProcess[];
  /** Where the web app has been built. */
  readonly web: KeptProcess | undefined;
  /** The staging area, where it is a small disk of its own. */
  readonly stagingDisk: string | undefined;
  readonly dovecot: DovecotServer;
  readonly proxy: ImapProxy;
  readonly sandbox: TestSandbox;
  readonly masterKey: MasterKey;
  /** The connectors' ids, by where their messages go. */
  readonly connectors: Readonly<Record<'imap' | 'graph', string>>;
  /** Puts a package where a connector looks, whole at once. */
  putPackage(to: 'imap' | 'graph', name: string, bytes: Buffer | Readable): Promise<void>;
  /** Ends PostgreSQL as a power cut would and starts it again, which takes it through recovery. */
  killPostgres(): Promise<void>;
  /** Steps the wall clock of every worker. */
  stepClock(offsetMs: number): Promise<void>;
  close(): Promise<void>;
};

type ChaosOptions = {
  readonly people: readonly Person[];
  readonly mapping: readonly MappingEntry[];
  readonly workers: number;
  /** Of the way to the IMAP server, each way: slows an import down, so that harm hits it. */
  readonly delayMs: number;
  readonly disturbGraph: DisturbGraph;
  /** For a measurement instead of a trial: the disk as it is, and no web beside. */
  readonly isUndisturbed?: boolean;
  /** Of the IMAP server, where it is to be another than the measurement's or the trial's. */
  readonly dovecot?: DovecotOptions;
};

/** Consents to what the import needs. */
export async function grantPermissions(sandbox: TestSandbox): Promise<void> {
  await sandbox.permissions.grant(['Mail.ReadWrite', 'User.Read.All'], 'chaos');
}

export async function startChaosDeployment(options: ChaosOptions): Promise<ChaosDeployment> {
  const home = await mkdtemp(path.join(tmpdir(), 'custody-chaos-'));
  // PostgreSQL and Dovecot run as other users when we are root.
  await chmod(home, 0o711);
  const logDirectory = path.join(home, 'logs');
  const databaseHome = path.join(home, 'postgres');
  const dataDir = path.join(home, 'data');
  const clockFile = path.join(home, 'clock');
  const folders = { imap: path.join(home, 'source-imap'), graph: path.join(home, 'source-graph') };
  for (const directory of [dataDir, logDirectory, folders.imap, folders.graph])
    await mkdir(directory);

  const databasePort = await findFreePort();
  const startDatabase = () =>
    startPostgres({
      home: databaseHome,
      port: databasePort,
      password: 'chaos',
      logFile: path.join(logDirectory, 'postgres.log'),
    });
  let postgres: PostgresServer = await startDatabase();
  const databaseUrl = await createPostgresDatabase(postgres.url, { name: 'chaos' });
  await prepareDatabase(databaseUrl);

  const keys = {
    MASTER_KEY: randomBytes(32).toString('base64'),
    AUDIT_KEY: randomBytes(32).toString('base64'),
    SESSION_SECRET: randomBytes(32).toString('base64'),
    SANDBOX_CLIENT_SECRET: TEST_CLIENT_SECRET,
  };
  const { microsoft, masterKey } = parseEnv(keys);
  const { tenantId, clientId } = microsoft;
  const organisation = { name: 'Fjord', domain: 'fjord.example', people: options.people };
  const { disturbGraph } = options;
  const sandbox = await startTestSandbox({ organisation, tenantId, clientId, disturbGraph });
  await grantPermissions(sandbox);
  const isUndisturbed = options.isUndisturbed === true;
  const dovecot = await startDovecot({ isDurable: isUndisturbed, ...options.dovecot });
  const proxy = await startImapProxy(dovecot.port, { delayMs: options.delayMs });

  const db = createDatabase(databaseUrl);
  const insert = (name: 'imap' | 'graph', destinationSettings: object) =>
    insertTestConnector(db, {
      masterKey,
      name,
      sourceKind: 'folder',
      sourceSettings: { directory: folders[name], afterImport: 'leave' },
      sourceSecrets: {},
      destinationKind: name,
      destinationSettings,
    });
  const connectors = {
    imap: await insert('imap', {
      host: '127.0.0.1',
      port: isUndisturbed && options.delayMs === 0 ? dovecot.port : proxy.port,
      security: 'none',
      authentication: 'password',
      userName: '{mailbox}*admin',
    }),
    graph: await insert('graph', {}),
  };
  for (const connectorId of Object.values(connectors)) {
    await db.mappingVersion.create({
      data: {
        connectorId,
        number: 1,
        fileName: 'mapping.csv',
        sha256: '',
        rowCount: options.mapping.length,
        author: 'chaos',
        // In force before anything happened.
        createdAt: new Date('2026-01-01T00:00:00Z'),
        pages: {
          create: mappingPagesOf(
            options.mapping.map((row, index) => ({ line: index + 2, ...row })),
          ),
        },
      },
      select: { id: true },
    });
  }
  await db.$disconnect();

  const staging = path.join(dataDir, 'staging');
  const unmount = isUndisturbed ? undefined : await mountSmallDisk(staging);
  const webPort = await findFreePort();
  const variables = {
    ...processEnvironment(),
    ...keys,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    SANDBOX_PORT: String(sandbox.httpPort),
    SANDBOX_SFTP_PORT: String(sandbox.sftpPort),
    IMAP_PASSWORD: dovecot.password,
    LOG_LEVEL: isUndisturbed ? 'warn' : 'debug',
    NODE_ENV: 'production' as const,
    CLOCK_FILE: clockFile,
    PORT: String(webPort),
  };
  const hasWeb = !isUndisturbed && existsSync(path.join(sourceRoot, '.next', 'BUILD_ID'));
  const web = hasWeb
    ? keepProcess({
        script: nextScript,
        args: ['start', '--port', String(webPort), '--hostname', '127.0.0.1', sourceRoot],
        variables,
        logFile: path.join(logDirectory, 'web.log'),
      })
    : undefined;
  const workers = Array.from({ length: options.workers }, (_, index) =>
    keepProcess({
      script: path.join(sourceRoot, 'lib/worker/main.ts'),
      nodeArgs: isUndisturbed
        ? []
        : ['--import', path.join(import.meta.dirname, 'stepped-clock.ts')],
      variables: withWorkerMemory(variables),
      logFile: path.join(logDirectory, `worker-${index}.log`),
    }),
  );

  return {
    dataDir,
    databaseHome,
    logDirectory,
    databaseUrl,
    workers,
    web,
    stagingDisk: unmount === undefined ? undefined : staging,
    dovecot,
    proxy,
    sandbox,
    masterKey,
    connectors,
    async putPackage(to, name, bytes) {
      const partial = path.join(home, `${name}.partial`);
      await writeFile(partial, bytes);
      await rename(partial, path.join(folders[to], name));
    },
    async killPostgres() {
      const lockFile = path.join(databaseHome, 'data', 'postmaster.pid');
      const pid = Number((await readFile(lockFile, 'utf8')).split('\n', 1)[0]);
      process.kill(pid, 'SIGKILL');
      await postgres.ended;
      postgres = await startDatabase();
    },
    stepClock: (offsetMs) => writeFile(clockFile, String(offsetMs)),
    async close() {
      await Promise.all([...workers, ...(web === undefined ? [] : [web])].map((it) => it.stop()));
      unmount?.();
      await proxy.stop();
      await dovecot.stop();
      await sandbox.close();
      await postgres.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
