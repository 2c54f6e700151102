import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { insertEndedRun } from '#e2e/fixtures/evidence-run.ts';
import { verifyEvidence } from '#e2e/fixtures/verify-evidence.ts';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { createPostgresDatabase } from '#lib/cli/postgres/create-database.ts';
import { startTemporaryPostgres } from '#lib/cli/postgres/temporary-server.ts';
import { processEnvironment } from '#lib/config/env.ts';
import { createDatabase } from '#lib/db/client.ts';
import { applyMigrations } from '#lib/db/migrations.ts';

/** Evidence of one large run, written and verified: `node e2e/bench/evidence.ts [receipts]`. */
const RECEIPTS = Number(process.argv[2] ?? 1_000_000);
const SMALL = 10_000;
const figuresSchema = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakBytes: z.number(),
});

const server = await startTemporaryPostgres();
const dataDir = await mkdtemp(path.join(os.tmpdir(), 'custody-bench-'));
const databaseUrl = await createPostgresDatabase(server.url, { name: 'custody' });
await applyMigrations(databaseUrl);
const db = createDatabase(databaseUrl);
const masterKey = randomBytes(32);
try {
  const connectorId = await insertTestConnector(db, {
    masterKey,
    sourceSettings: {},
    sourceSecrets: { username: 'u', password: 'p' },
    destinationKind: 'memory',
  });
  for (const items of [SMALL, RECEIPTS]) await measure(connectorId, items);
  await measureVerifier();
} finally {
  await db.$disconnect();
  await server.stop();
  await rm(dataDir, { recursive: true });
}

async function measure(connectorId: string, items: number): Promise<void> {
  const facts = await insertEndedRun(db, { connectorId, items, finishedAt: new Date() });
  await db.$executeRawUnsafe('VACUUM ANALYZE');
  const figures = await write(facts.run.id);
  await db.run.update({ where: { id: facts.run.id }, data: { state: 'completed' } });
  const { fileName } = await db.evidence.findUniqueOrThrow({ where: { runId: facts.run.id } });
  const { size } = await stat(path.join(dataDir, 'evidence', fileName));
  const { seconds, cpuSeconds, peakBytes } = figures;
  console.log(
    `${items} receipts written in ${seconds.toFixed(1)} s: ${Math.round(items / seconds)} a second, ` +
      `${cpuSeconds.toFixed(1)} s of CPU, peak memory ${Math.round(peakBytes / 1e6)} MB, ` +
      `file ${(size / 1e6).toFixed(1)} MB (${Math.round(size / items)} bytes a receipt)`,
  );
}

function write(runId: string): Promise<z.infer<typeof figuresSchema>> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(sourceRoot, 'e2e/bench/evidence-writer.ts'), [runId], {
      env: {
        ...processEnvironment(),
        NODE_ENV: 'production',
        DATABASE_URL: databaseUrl,
        DATA_DIR: dataDir,
        MASTER_KEY: masterKey.toString('base64'),
        SESSION_SECRET: 'x'.repeat(32),
      },
    });
    child.on('message', (figures) => {
      resolve(figuresSchema.parse(figures));
    });
    child.on('exit', (code) => {
      if (code !== 0) reject(new Error(`the writer ended with ${String(code)}`));
    });
  });
}

async function measureVerifier(): Promise<void> {
  const started = performance.now();
  const anchor = path.join(dataDir, 'evidence-anchor.jsonl');
  const { exitCode, said } = await verifyEvidence(
    path.join(dataDir, 'evidence'),
    '--anchor',
    anchor,
  );
  const seconds = (performance.now() - started) / 1000;
  const receipts = SMALL + RECEIPTS;
  console.log(`verified in ${seconds.toFixed(1)} s: ${Math.round(receipts / seconds)} a second`);
  console.log(`${said.trim()}\nexit code ${exitCode}`);
}
