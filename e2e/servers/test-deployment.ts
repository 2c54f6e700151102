import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PgBoss } from 'pg-boss';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { mappingPagesOf } from '#lib/db/mapping-pages.ts';
import { startChildProcess, type ChildProcess } from '#lib/cli/launcher/child-process.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { parseEnv, processEnvironment } from '#lib/config/env.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { createQueue, openSender } from '#lib/jobs/queue.ts';
import { queueRun } from '#lib/operations/runs/queue-run.ts';
import type { Organisation } from '#lib/sandbox/organisation/organisation.ts';
import { packageDirectory } from '#lib/sandbox/sandbox.ts';
import {
  startTestSandbox,
  TEST_CLIENT_SECRET,
  TEST_SFTP_ACCOUNT,
  type TestSandbox,
} from '#lib/sandbox/start-test-sandbox.ts';

export type MappingEntry = { readonly mobileNumber: string; readonly mailbox: string };

export type TestDeployment = {
  readonly db: Database;
  readonly sandbox: TestSandbox;
  /** Puts a package where the connector looks. */
  readonly putPackage: (name: string, bytes: Buffer) => Promise<void>;
  /** A connector for Telegram, as the wizard's Finish leaves it. */
  readonly createConnector: (mapping?: readonly MappingEntry[]) => Promise<string>;
  readonly startRun: (connectorId: string) => Promise<string>;
  /** A real worker process. */
  readonly startWorker: () => Promise<ChildProcess>;
  readonly close: () => Promise<void>;
};

/** A whole deployment but for the web: real PostgreSQL, the sandbox, and workers of their own process. */
export async function startTestDeployment(organisation: Organisation): Promise<TestDeployment> {
  const databaseUrl = await createTestDatabase();
  const keys = {
    MASTER_KEY: randomBytes(32).toString('base64'),
    AUDIT_KEY: randomBytes(32).toString('base64'),
    SESSION_SECRET: randomBytes(32).toString('base64'),
    SANDBOX_CLIENT_SECRET: TEST_CLIENT_SECRET,
  };
  const { microsoft } = parseEnv(keys);
  const { tenantId, clientId } = microsoft;
  const sandbox = await startTestSandbox({ organisation, tenantId, clientId });
  await sandbox.permissions.grant(['Mail.ReadWrite', 'User.Read.All'], 'test');
  const variables = {
    ...processEnvironment(),
    ...keys,
    DATABASE_URL: databaseUrl,
    DATA_DIR: sandbox.dataDir,
    SANDBOX_PORT: String(sandbox.httpPort),
    SANDBOX_SFTP_PORT: String(sandbox.sftpPort),
    LOG_LEVEL: 'error',
    NODE_ENV: 'production' as const,
  };
  const settings = parseEnv(variables);
  const db = createDatabase(databaseUrl);
  const boss = await openSender(databaseUrl);
  const workers: ChildProcess[] = [];

  return {
    db,
    sandbox,
    putPackage: (name, bytes) =>
      writeFile(
        path.join(packageDirectory(sandbox.dataDir, TEST_SFTP_ACCOUNT.username), name),
        bytes,
      ),
    async createConnector(mapping = []) {
      const connectorId = await insertTestConnector(db, {
        masterKey: settings.masterKey,
        sourceSettings: settings.telemessage,
        sourceSecrets: TEST_SFTP_ACCOUNT,
        destinationKind: 'graph',
      });
      if (mapping.length > 0) await insertMapping(db, connectorId, mapping);
      return connectorId;
    },
    startRun: (connectorId) => startRun(db, boss, connectorId),
    async startWorker() {
      const worker = startChildProcess({
        name: 'worker',
        script: path.join(sourceRoot, 'lib/worker/main.ts'),
        variables,
      });
      workers.push(worker);
      await worker.ready;
      return worker;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.stop()));
      await boss.stop({ graceful: false });
      await db.$disconnect();
      await sandbox.close();
    },
  };
}

async function startRun(db: Database, boss: PgBoss, connectorId: string): Promise<string> {
  const run = { connectorId, trigger: 'manual', startedBy: 'test', now: new Date() } as const;
  const { runId } = await db.$transaction((transaction) =>
    queueRun(transaction, createQueue(boss), run),
  );
  return runId;
}

async function insertMapping(
  db: Database,
  connectorId: string,
  mapping: readonly MappingEntry[],
): Promise<void> {
  await db.mappingVersion.create({
    data: {
      connectorId,
      number: 1,
      fileName: 'mapping.csv',
      sha256: '',
      rowCount: mapping.length,
      author: 'test',
      pages: { create: mappingPagesOf(mapping.map((row, index) => ({ line: index + 2, ...row }))) },
    },
    select: { id: true },
  });
}
