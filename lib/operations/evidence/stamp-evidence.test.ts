import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeEndedRun, insertEndedRun } from '#e2e/fixtures/evidence-run.ts';
import { verifyEvidence } from '#e2e/fixtures/verify-evidence.ts';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import {
  isOpensslInstalled,
  startTimeStampServer,
  type TimeStampServer,
} from '#e2e/servers/time-stamp-server.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { stampEvidence } from '#lib/operations/evidence/stamp-evidence.ts';
import { writeEvidence } from '#lib/operations/evidence/write-evidence.ts';

const finishedAt = new Date('2026-11-21T06:30:00Z');
const { signal } = new AbortController();

describe.skipIf(!(await isOpensslInstalled()))('a time stamp (needs openssl)', () => {
  let under: TestImport;
  let server: TimeStampServer;
  let services: ImportServices;
  let runId: string;

  beforeEach(async () => {
    server = await startTimeStampServer();
    under = await createTestImport({ destination: openMemoryDestination(), mailboxes: [] });
    services = {
      ...under.services,
      evidence: { ...under.services.evidence, timeStampUrl: server.url },
    };
    const { db, connectorId } = under;
    const facts = await insertEndedRun(db, { connectorId, items: 10, finishedAt });
    await writeEvidence(services, facts);
    await closeEndedRun(db, facts.run.id);
    runId = facts.run.id;
  });
  afterEach(async () => {
    await under.close();
    await server.close();
  });

  function getEvidence() {
    return under.db.evidence.findUniqueOrThrow({ where: { runId } });
  }
  async function stampFile(): Promise<string> {
    return path.join(services.evidence.directory, `${(await getEvidence()).fileName}.tsr`);
  }
  function verify(...more: readonly string[]) {
    const { directory, anchorFile } = services.evidence;
    return verifyEvidence(directory, '--anchor', anchorFile, ...more);
  }

  test('is asked for when the run closes, and is one that openssl accepts', async () => {
    expect(under.jobs.map(({ name }) => name)).toEqual(['evidence.stamp']);
    expect(await getEvidence()).toMatchObject({ timeStampState: 'pending' });
    await stampEvidence(services, { runId, signal });

    expect(await getEvidence()).toMatchObject({ timeStampState: 'stamped' });
    const { exitCode, said } = await verify('--ca', server.caFile);
    expect(said).toContain('says its time stamp');
    expect(exitCode).toBe(0);
  });

  test('is waited for while the server is down, or answers nonsense; the run is closed already', async () => {
    server.isUp = false;
    await expect(stampEvidence(services, { runId, signal })).rejects.toMatchObject({
      code: 'time-stamp-server-refuses',
      disposition: 'retry',
    });
    server.isUp = true;
    server.falsify = (answer) => answer.subarray(0, answer.length / 2);
    await expect(stampEvidence(services, { runId, signal })).rejects.toMatchObject({
      code: 'time-stamp-invalid',
      disposition: 'retry',
    });
    expect(await getEvidence()).toMatchObject({ timeStampState: 'pending' });
    expect(await verify()).toMatchObject({ exitCode: 0 });
    server.falsify = null;
    await stampEvidence(services, { runId, signal });

    expect(await getEvidence()).toMatchObject({ timeStampState: 'stamped' });
  });

  test('is refused when its signature does not fit, or when it answers another request', async () => {
    const answers: Buffer[] = [];
    server.falsify = (answer) => {
      answers.push(answer);
      const changed = Buffer.from(answer);
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
      return changed;
    };
    await expect(stampEvidence(services, { runId, signal })).rejects.toMatchObject({
      code: 'time-stamp-invalid',
    });
    server.falsify = () => answers[0] ?? Buffer.alloc(0);

    await expect(stampEvidence(services, { runId, signal })).rejects.toMatchObject({
      code: 'time-stamp-invalid',
    });
  });

  test('of another file, of another authority, or changed, is found by the verifier', async () => {
    await stampEvidence(services, { runId, signal });
    const stamp = await readFile(await stampFile());
    const stranger = await startTimeStampServer();
    expect(await verify('--ca', stranger.caFile)).toMatchObject({ exitCode: 1 });
    await stranger.close();

    const imprint = stamp.indexOf(Buffer.from((await getEvidence()).fileSha256 ?? '', 'hex'));
    await writeFile(await stampFile(), stamp.fill(0, imprint, imprint + 4));
    expect(await verify()).toMatchObject({ exitCode: 1 });
  });

  test('is no longer asked for when no server is configured any more', async () => {
    await stampEvidence(under.services, { runId, signal });

    expect(await getEvidence()).toMatchObject({ timeStampState: 'off' });
  });
});
