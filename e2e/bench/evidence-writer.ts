import pino from 'pino';
import { parseEnv, processEnvironment } from '#lib/config/env.ts';
import { createDatabase } from '#lib/db/client.ts';
import { findStartedEvidence } from '#lib/db/evidence.ts';
import { getRunCounters } from '#lib/db/run-counters.ts';
import { getRunForImport } from '#lib/db/runs.ts';
import { evidenceFacts } from '#lib/domain/evidence/evidence-facts.ts';
import { writeEvidence } from '#lib/operations/evidence/write-evidence.ts';

/** Writes the evidence of one run in a process of its own: `node evidence-writer.ts <run id>`. */
const settings = parseEnv(processEnvironment());
const db = createDatabase(settings.databaseUrl ?? '');
const [, , runId = ''] = process.argv;
const run = await getRunForImport(db, runId);
const facts =
  (await findStartedEvidence(db, runId))?.facts ??
  evidenceFacts(run, {
    counters: await getRunCounters(db, runId),
    findings: [],
    finishedAt: new Date(),
  });
const { evidence, masterKey } = settings;
const logger = pino({ level: 'silent' });
const queue = {
  enqueue: () => Promise.resolve(),
  listExpected: () => Promise.resolve(new Set<string>()),
};

const started = performance.now();
const cpu = process.cpuUsage();
await writeEvidence({ db, queue, masterKey, evidence, logger, now: () => new Date() }, facts);
const { user, system } = process.cpuUsage(cpu);
process.send?.({
  seconds: (performance.now() - started) / 1000,
  cpuSeconds: (user + system) / 1e6,
});
await db.$disconnect();
if (process.connected) process.disconnect();
