import { context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import pino from 'pino';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import type { JobName } from '#lib/domain/jobs.ts';
import { doJob } from '#lib/jobs/work.ts';
import { createImportMeter } from '#lib/monitoring/import-meter.ts';
import { createJobMeter } from '#lib/monitoring/job-meter.ts';
import { registerDeploymentGauges } from '#lib/monitoring/deployment-gauges.ts';
import { traceWith } from '#lib/monitoring/tracing.ts';
import { buildEml } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';

const secrets = ['CANARY-text', 'CANARY-subject', 'maja@fjord.example', '4791234567', 'Maja Lie'];
const [text = '', subject = '', emailAddress = '', mobileNumber = '', name = ''] = secrets;
const maja = { name, mobileNumber, emailAddress };
const stranger = { name, mobileNumber: '4520123456', emailAddress: null };

const lineSchema = z.looseObject({ job: z.string() });

let under: TestImport | undefined;
afterEach(async () => {
  trace.disable();
  context.disable();
  await under?.close();
});

/** An import of three items, one of them for nobody, done as a worker does it. */
async function watchImport() {
  const lines: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line) => lines.push(line) });
  const registry = new Registry();
  const exporter = new InMemorySpanExporter();
  const tracing = traceWith('custody-worker', new SimpleSpanProcessor({ exporter }));
  under = await createTestImport({
    destination: openMemoryDestination(),
    mailboxes: [{ address: emailAddress, aliases: [] }],
  });
  const { packages, startRun, jobs, db, connectorId } = under;
  const services = { ...under.services, logger, meter: createImportMeter(registry) };
  const day = '2026-11-20';
  const packageFile = packageName({ day, part: 1, zippedAt: new Date('2026-11-21T05:00:00Z') });
  const items = [maja, maja, stranger].map((from, index) => ({
    entryName: `${index}.eml`,
    eml: buildEml({
      messageId: `${index}@telemessage.example`,
      date: new Date('2026-11-20T09:30:00Z'),
      from,
      to: [from],
      subject,
      text,
    }),
  }));
  packages.set(packageFile, await buildPackage({ name: packageFile, items }));
  packages.set('broken.zip', Buffer.from('no archive'));

  const runId = await startRun();
  const done: JobName[] = [];
  const countJob = createJobMeter(registry);
  const { signal } = new AbortController();
  for (let [job] = jobs; job !== undefined; [job] = jobs) {
    await doJob({ services, signal, countJob }, { name: job.name, id: job.key, data: job.payload });
    done.push(job.name);
    jobs.shift();
  }
  const spans = exporter.getFinishedSpans();
  await tracing.stop();
  return { db, runId, connectorId, lines, registry, spans, done };
}

test('an import is told in lines, counters and spans, each with its run, none with its people', async () => {
  const { db, runId, connectorId, lines, registry, spans, done } = await watchImport();

  const ofRun = (text: string) => text.startsWith('run.');
  const told = lines.map((line) => lineSchema.parse(JSON.parse(line)));
  const toldOfRun = told.filter(({ job }) => ofRun(job));
  expect(toldOfRun.length).toBeGreaterThan(0);
  for (const line of toldOfRun) expect(line).toMatchObject({ runId, connectorId });

  expect(spans.map((span) => span.name)).toEqual(done);
  expect(done).toEqual(expect.arrayContaining(['run.start', 'run.fetch', 'run.reconcile']));
  for (const { attributes } of spans.filter(({ name }) => ofRun(name))) {
    expect(attributes).toMatchObject({
      'custody.run.id': runId,
      'custody.connector.id': connectorId,
    });
  }

  registerDeploymentGauges(registry, { db, dataDir: '.', now: () => new Date() });
  const metrics = await registry.metrics();
  expect(metrics).toContain('custody_items_read_total{kind="telegram"} 3');
  expect(metrics).toContain('custody_deliveries_total{kind="telegram",outcome="imported"} 2');
  expect(metrics).toContain('custody_deliveries_total{kind="telegram",outcome="held"} 1');
  expect(metrics).toContain('custody_packages_total{kind="telegram",outcome="read"} 1');
  expect(metrics).toContain('custody_job_seconds_count{job="run.reconcile",outcome="done"} 1');
  expect(metrics).toContain('custody_held_deliveries 1');
  expect(metrics).toContain('custody_active_runs{stage="queued",resting="no"} 0');
  expect(metrics).toMatch(
    new RegExp(`custody_seconds_since_last_import{connector="${connectorId}",kind="telegram"} \\d`),
  );
  expect(metrics).toMatch(/custody_disk_free_bytes [1-9]/);

  const everything = [
    ...lines,
    metrics,
    ...spans.map(({ name, attributes, status }) => JSON.stringify({ name, attributes, status })),
  ].join('\n');
  for (const secret of secrets) expect(everything).not.toContain(secret);
});
