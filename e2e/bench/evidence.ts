import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Figure } from '#e2e/bench/figures.ts';
import { peakMegabytes } from '#e2e/bench/process-figures.ts';
import { insertEndedRun } from '#e2e/fixtures/evidence-run.ts';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { createPostgresDatabase } from '#lib/cli/postgres/create-database.ts';
import { startTemporaryPostgres } from '#lib/cli/postgres/temporary-server.ts';
import { processEnvironment } from '#lib/config/env.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { applyMigrations } from '#lib/db/migrations.ts';

/** Memory of a day fifty times as small: what a process needs before it does anything. */
const SMALL = 20_000;
const LARGE = 1_000_000;
const SAMPLE_EVERY_MS = 50;

const writtenSchema = z.object({ seconds: z.number(), cpuSeconds: z.number() });

type Bench = {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly masterKey: Buffer;
  readonly connectorId: string;
};

/**
 * Evidence of a small run and of a large one: written in a process like the worker's, and verified by
 * the command line, each with its memory.
 */
export async function benchEvidence(receipts = LARGE): Promise<Figure[]> {
  const server = await startTemporaryPostgres();
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'custody-bench-'));
  const databaseUrl = await createPostgresDatabase(server.url, { name: 'custody' });
  await applyMigrations(databaseUrl);
  const db = createDatabase(databaseUrl);
  try {
    const masterKey = randomBytes(32);
    const connectorId = await insertTestConnector(db, {
      masterKey,
      sourceSettings: {},
      sourceSecrets: { username: 'u', password: 'p' },
      destinationKind: 'memory',
    });
    const bench = { db, databaseUrl, dataDir, masterKey, connectorId };
    const figures: Figure[] = [];
    for (const items of [SMALL, receipts]) figures.push(...(await measure(bench, items)));
    return figures;
  } finally {
    await db.$disconnect();
    await server.stop();
    await rm(dataDir, { recursive: true });
  }
}

async function measure(bench: Bench, items: number): Promise<readonly Figure[]> {
  const { db, connectorId, dataDir } = bench;
  const facts = await insertEndedRun(db, { connectorId, items, finishedAt: new Date() });
  await db.$executeRawUnsafe('VACUUM ANALYZE');
  const written = await write(bench, facts.run.id);
  await db.run.update({ where: { id: facts.run.id }, data: { state: 'completed' } });
  const { fileName } = await db.evidence.findUniqueOrThrow({ where: { runId: facts.run.id } });
  const file = path.join(dataDir, 'evidence', fileName);
  const { size } = await stat(file);
  const verified = await verify(file);
  const of = (what: string) => `evidence of ${items} receipts: ${what}`;
  return [
    {
      name: of('written'),
      value: items / written.seconds,
      unit: 'receipts/s',
      target: '>= 50,000/s',
    },
    { name: of('CPU of the writer'), value: written.cpuSeconds, unit: 's' },
    {
      name: of('peak memory of the writer'),
      value: written.peakMegabytes,
      unit: 'MB',
      target: '< 512 MB',
    },
    {
      name: of('of which it took in its second half'),
      value: written.lateMegabytes,
      unit: 'MB',
      target: 'flat',
    },
    { name: of('size of the file'), value: size / items, unit: 'bytes/receipt' },
    { name: of('verified'), value: items / verified.seconds, unit: 'receipts/s' },
    {
      name: of('peak memory of the verifier'),
      value: verified.peakMegabytes,
      unit: 'MB',
      target: '< 512 MB',
    },
  ];
}

async function write({ databaseUrl, dataDir, masterKey }: Bench, runId: string) {
  const child = fork(path.join(sourceRoot, 'e2e/bench/evidence-writer.ts'), [runId], {
    env: {
      ...processEnvironment(),
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      MASTER_KEY: masterKey.toString('base64'),
      AUDIT_KEY: masterKey.toString('base64'),
      SESSION_SECRET: 'x'.repeat(32),
    },
  });
  let told: unknown;
  child.on('message', (figures) => {
    told = figures;
  });
  const memory = await watchMemory(child);
  return { ...writtenSchema.parse(told), ...memory };
}

async function verify(file: string) {
  const started = performance.now();
  const program = path.join(sourceRoot, 'lib/cli/verify-evidence/main.ts');
  const keys = path.join(path.dirname(path.dirname(file)), 'public-keys.pem');
  const child = fork(program, [file, '--public-key', keys], { stdio: 'ignore' });
  const memory = await watchMemory(child);
  return { ...memory, seconds: (performance.now() - started) / 1000 };
}

/** Until the process ends. @throws {Error} when it fails */
async function watchMemory(child: ChildProcess) {
  const ended = once(child, 'exit');
  const peaks: number[] = [];
  while (child.exitCode === null && child.signalCode === null) {
    peaks.push(await peakMegabytes(child.pid ?? 0).catch(() => 0));
    await Promise.race([ended, sleep(SAMPLE_EVERY_MS)]);
  }
  if (child.exitCode !== 0) throw new Error(`a measured process failed: ${child.spawnfile}`);
  const peak = Math.max(...peaks);
  return { peakMegabytes: peak, lateMegabytes: peak - (peaks[Math.floor(peaks.length / 2)] ?? 0) };
}

if (import.meta.main) {
  const [receipts] = process.argv.slice(2);
  console.table(await benchEvidence(receipts === undefined ? undefined : Number(receipts)));
}
