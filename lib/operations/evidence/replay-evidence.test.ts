import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { verifyEvidence } from '#e2e/fixtures/verify-evidence.ts';
import {
  actor,
  createTestHeldItems,
  jonas,
  kim,
  lars,
  maja,
  messageOf,
  type TestHeldItems,
} from '#e2e/servers/test-held-items.ts';
import { proposeMapping } from '#lib/operations/mapping-files/propose-mapping.ts';
import { replaceMapping } from '#lib/operations/mapping-files/replace-mapping.ts';
import { requestReadBack } from '#lib/operations/read-back/request-read-back.ts';

const lineSchema = z.looseObject({ type: z.string() });

let under: TestHeldItems;
afterEach(() => under.close());

async function readLines(runId: string) {
  const { fileName } = await under.db.evidence.findUniqueOrThrow({ where: { runId } });
  const file = path.join(under.services.evidence.directory, fileName);
  const texts = gunzipSync(await readFile(file))
    .toString()
    .trimEnd()
    .split('\n');
  return texts.map((text) => lineSchema.parse(JSON.parse(text)));
}

async function linesOf(runId: string, type: string) {
  return (await readLines(runId)).filter((line) => line.type === type);
}

async function replaceMappingBy(rows: readonly string[]) {
  const csv = ['External User ID,Microsoft 365 User Mailbox', ...rows, ''].join('\r\n');
  const { connectorId, services } = under;
  const upload = { fileName: 'mapping.csv', pieces: [Buffer.from(csv)] };
  const { versionId } = await proposeMapping(services, { target: { connectorId }, actor, upload });
  return replaceMapping(services, { connectorId, versionId, actor });
}

test('a replay has evidence of its own, chained to that of the run it takes from', async () => {
  under = await createTestHeldItems([
    messageOf('1', { from: maja, to: [kim] }),
    messageOf('2'),
    messageOf('3', { from: lars, to: [lars] }),
  ]);
  await replaceMappingBy([`${maja.mobileNumber},${maja.emailAddress}`]);
  const { runId } = under;
  await under.work();
  await replaceMappingBy([
    `${maja.mobileNumber},${maja.emailAddress}`,
    `${kim.mobileNumber},${jonas.emailAddress}`,
  ]);
  const { started } = await under.replayAll();
  await under.work();
  const replayId = started[0]?.runId ?? '';

  const [held] = (await linesOf(runId, 'delivery')).filter(({ entry }) => entry === '1.eml');
  expect(held).toMatchObject({ state: 'held', originalRun: null, mailbox: null });

  const [header] = await linesOf(replayId, 'header');
  const [footer] = await linesOf(runId, 'footer');
  expect(header).toMatchObject({
    sequence: 2,
    previousHead: footer?.['chain'],
    run: { trigger: 'replay' },
  });
  expect(await linesOf(replayId, 'package')).toMatchObject([{ package: 1, originalRun: runId }]);
  const upload = await under.db.mappingVersion.findFirstOrThrow({ where: { number: 2 } });
  expect(await linesOf(replayId, 'mapping-file')).toMatchObject([
    { mappingFile: 2, sha256: upload.sha256, rows: 2 },
  ]);
  // Items are read in any order.
  const replayed = (await linesOf(replayId, 'delivery')).toSorted((one) =>
    one['state'] === 'imported' ? -1 : 1,
  );
  expect(replayed).toMatchObject([
    {
      state: 'imported',
      item: held?.['item'],
      originalRun: runId,
      package: 1,
      mailbox: jonas.emailAddress,
      rule: 'mapping-file',
      mappingFile: 2,
      mappingLine: 3,
      itemSha256: held?.['itemSha256'],
    },
    { state: 'held', reason: 'unmapped', originalRun: runId, mailbox: null },
  ]);

  const { directory, anchorFile } = under.services.evidence;
  const { exitCode, said } = await verifyEvidence(directory, '--anchor', anchorFile);
  expect(said).toContain('2 files, 5 receipts: nothing is wrong');
  expect(exitCode).toBe(0);
  // The chain is one: without the first file the second hangs in the air.
  const alone = path.join(directory, await fileNameOf(replayId));
  const first = path.join(directory, await fileNameOf(runId));
  expect(await verifyEvidence(alone, first)).toMatchObject({ exitCode: 0 });
  expect((await verifyEvidence(alone)).said).toContain('were not given');

  const { readBackId } = await requestReadBack(under.services, { runId: replayId, actor });
  await under.work();
  expect(await under.db.readBack.findUniqueOrThrow({ where: { id: readBackId } })).toMatchObject({
    state: 'ended',
    compared: 1,
    missing: 0,
  });
});

async function fileNameOf(runId: string): Promise<string> {
  const { fileName } = await under.db.evidence.findUniqueOrThrow({ where: { runId } });
  return fileName;
}
