import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeEndedRun, insertEndedRun } from '#e2e/fixtures/evidence-run.ts';
import { verifyEvidence } from '#e2e/fixtures/verify-evidence.ts';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { processEnvironment } from '#lib/config/env.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';

const KILLS = 4;
const finishedAt = new Date('2026-11-21T06:30:00Z');

let db: Database;
let databaseUrl: string;
let dataDir: string;
const masterKey = randomBytes(32);

beforeAll(async () => {
  databaseUrl = await createTestDatabase();
  db = createDatabase(databaseUrl);
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'custody-killed-'));
});
afterAll(async () => {
  await db.$disconnect();
  await rm(dataDir, { recursive: true });
});

/** Writes the run's evidence in a process of its own, which is killed once `isOver` is true. */
function write(runId: string, isOver: () => Promise<boolean>): Promise<number | null> {
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
  return new Promise((resolve) => {
    let hasEnded = false;
    child.on('exit', (code) => {
      hasEnded = true;
      resolve(code);
    });
    void watch();
    async function watch(): Promise<void> {
      while (!hasEnded) {
        if (await isOver()) child.kill('SIGKILL');
        await delay(1);
      }
    }
  });
}

test(
  `a writer killed ${KILLS} times leaves a chain that is whole`,
  { timeout: 120_000 },
  async () => {
    const connectorId = await insertTestConnector(db, {
      masterKey,
      sourceSettings: {},
      sourceSecrets: { username: 'u', password: 'p' },
      destinationKind: 'memory',
    });
    let killed = 0;
    for (let number = 0; number < KILLS; number += 1) {
      const facts = await insertEndedRun(db, { connectorId, items: 4_000, finishedAt });
      const runId = facts.run.id;
      // Once the row is there the file, the anchor and the end of the row follow within a moment.
      const waitMs = (number * 400) / KILLS;
      const code = await write(runId, async () => {
        if ((await db.evidence.count({ where: { runId } })) === 0) return false;
        await delay(waitMs);
        return true;
      });
      if (code !== 0) killed += 1;
      expect(await write(runId, () => Promise.resolve(false))).toBe(0);
      await closeEndedRun(db, runId);
    }

    expect(killed).toBeGreaterThan(0);
    const anchor = path.join(dataDir, 'evidence-anchor.jsonl');
    const { exitCode, said } = await verifyEvidence(
      path.join(dataDir, 'evidence'),
      '--anchor',
      anchor,
    );
    expect(said).toContain(`${KILLS} files, ${KILLS * 4_000} receipts: nothing is wrong`);
    expect(exitCode).toBe(0);
    const anchors = (await readFile(anchor, 'utf8')).trimEnd().split('\n');
    expect(anchors.filter((line) => line.includes('"sequence"'))).toHaveLength(KILLS);
    const files = await readdir(path.join(dataDir, 'evidence', connectorId));
    expect(files.filter((name) => name.endsWith('.evidence.gz'))).toHaveLength(KILLS);
  },
);
