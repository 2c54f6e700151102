import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { closeEndedRun, insertEndedRun } from '#e2e/fixtures/evidence-run.ts';
import { verifyEvidence } from '#e2e/fixtures/verify-evidence.ts';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import type { EvidenceFacts } from '#lib/domain/evidence/evidence-facts.ts';
import { deliveryKey } from '#lib/domain/items/delivery-key.ts';
import { getActiveKeyId, rotateEvidenceKey } from '#lib/operations/evidence/signing-key.ts';
import { writeEvidence } from '#lib/operations/evidence/write-evidence.ts';

const finishedAt = new Date('2026-11-21T06:30:00Z');

describe('the evidence of a run', () => {
  let under: TestImport;

  beforeEach(async () => {
    under = await createTestImport({ destination: openMemoryDestination(), mailboxes: [] });
  });
  afterEach(() => under.close());

  async function endRun(items = 40, connectorId = under.connectorId): Promise<EvidenceFacts> {
    return insertEndedRun(under.db, { connectorId, items, finishedAt });
  }
  async function writeAndClose(facts: EvidenceFacts): Promise<void> {
    await writeEvidence(under.services, facts);
    await closeEndedRun(under.db, facts.run.id);
  }
  function verify() {
    const { directory, anchorFile } = under.services.evidence;
    return verifyEvidence(directory, '--anchor', anchorFile);
  }
  async function readLines(runId: string): Promise<readonly string[]> {
    const { fileName } = await under.db.evidence.findUniqueOrThrow({ where: { runId } });
    const file = path.join(under.services.evidence.directory, fileName);
    return gunzipSync(await readFile(file))
      .toString()
      .trimEnd()
      .split('\n');
  }

  test('has a line for every delivery, imported or not, and verifies', async () => {
    const facts = await endRun();
    await writeAndClose(facts);

    const types = (await readLines(facts.run.id)).map(
      (line) => /"type":"([a-z-]+)"/.exec(line)?.[1],
    );
    expect(types[0]).toBe('header');
    expect(types.filter((type) => type === 'delivery')).toHaveLength(40);
    expect(types.slice(-2)).toEqual(['footer', 'signature']);
    expect(await verify()).toMatchObject({ exitCode: 0 });
  });

  test('has lines as JSON.stringify writes them, with the members in their order', async () => {
    const facts = await endRun(10);
    const sourceItemId = '<"q\\\\u2028 \u2028 \t\u0001 \u007f ø 😀/>';
    const unmatched = [
      { reason: 'no-mapping', name: 'Kim', emailAddress: null, mobileNumber: '45 "1"' },
      { reason: 'no-mapping', mobileNumber: null, emailAddress: 'é@x.example' },
    ];
    const held = await under.db.item.findFirstOrThrow({ where: { state: 'held' } });
    await under.db.item.update({ where: { id: held.id }, data: { unmatched } });
    const imported = await under.db.item.findFirstOrThrow({ where: { state: 'imported' } });
    const eventAt = new Date('2026-01-02T03:04:05.000Z');
    await under.db.item.update({ where: { id: imported.id }, data: { sourceItemId, eventAt } });
    await writeAndClose(facts);

    const lines = await readLines(facts.run.id);
    expect(lines.map((line) => JSON.stringify(JSON.parse(line)))).toEqual(lines);
    const delivery = await under.db.delivery.findFirstOrThrow({ where: { itemId: imported.id } });
    const line = lines.find((text) => text.includes(imported.id)) ?? '';
    expect(Object.entries(z.looseObject({}).parse(JSON.parse(line))).slice(0, -1)).toEqual(
      Object.entries({
        type: 'delivery',
        delivery: delivery.id,
        item: imported.id,
        originalRun: null,
        package: 1,
        entry: imported.entryName,
        sourceItemId,
        itemSha256: imported.sha256,
        itemBytes: imported.sizeBytes,
        eventAt: '2026-01-02T03:04:05.000Z',
        direction: 'In',
        state: 'imported',
        reason: null,
        mailbox: delivery.mailbox,
        rule: 'e-mail',
        mappingFile: null,
        mappingLine: null,
        matchedBy: delivery.matchedBy,
        unmatched: null,
        deliveryKey: deliveryKey(under.connectorId, sourceItemId, delivery.mailbox ?? ''),
        folderId: delivery.folderId,
        remoteId: delivery.remoteId,
        deliveredSha256: delivery.deliveredSha256,
        sentAt: finishedAt.toISOString(),
        importedAt: finishedAt.toISOString(),
      }),
    );
    expect(JSON.parse(lines.find((text) => text.includes(held.id)) ?? '{}')).toMatchObject({
      deliveryKey: null,
      deliveredSha256: null,
      unmatched: [
        { mobileNumber: '45 "1"', emailAddress: null, reason: 'no-mapping' },
        { mobileNumber: null, emailAddress: 'é@x.example', reason: 'no-mapping' },
      ],
    });
  });

  test('has its lines in order over many pages', async () => {
    const facts = await endRun(4_000);
    await writeAndClose(facts);

    const ids = (await readLines(facts.run.id)).flatMap(
      (line) => /"delivery":"([0-9a-f-]+)"/.exec(line)?.[1] ?? [],
    );
    expect(ids).toHaveLength(4_000);
    expect(ids).toEqual(ids.toSorted());
    expect(await verify()).toMatchObject({ exitCode: 0 });
  });

  test('is chained to the evidence of the connector before it, and to no other connector', async () => {
    const other = await under.db.connector.update({
      where: { id: under.connectorId },
      data: { name: 'First' },
      select: { id: true },
    });
    const second = await insertTestConnector(under.db, {
      masterKey: under.services.masterKey,
      sourceSettings: {},
      sourceSecrets: { username: 'u', password: 'p' },
      destinationKind: 'memory',
    });
    for (const connectorId of [other.id, second, other.id]) {
      await writeAndClose(await endRun(5, connectorId));
    }

    const rows = await under.db.evidence.findMany({ orderBy: { startedAt: 'asc' } });
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 1, 2]);
    expect(rows.map(({ previousHead }) => previousHead)).toEqual([null, null, rows[0]?.head]);
    expect(await verify()).toMatchObject({ exitCode: 0 });
  });

  test('is written for two connectors at once', async () => {
    await under.db.connector.update({ where: { id: under.connectorId }, data: { name: 'First' } });
    const second = await insertTestConnector(under.db, {
      masterKey: under.services.masterKey,
      sourceSettings: {},
      sourceSecrets: { username: 'u', password: 'p' },
      destinationKind: 'memory',
    });
    for (let round = 0; round < 5; round += 1) {
      const facts = await Promise.all([endRun(30), endRun(30, second)]);
      await Promise.all(facts.map(writeAndClose));
    }

    expect(await verify()).toMatchObject({ exitCode: 0 });
    expect(await under.db.evidenceKey.count()).toBe(1);
  });

  test('holds no name of a participant and nothing of a message', async () => {
    const facts = await endRun(10);
    await under.db.item.updateMany({
      data: {
        unmatched: [
          {
            name: 'Kim Holm',
            mobileNumber: '4520123456',
            emailAddress: null,
            reason: 'no-mapping',
          },
        ],
      },
    });
    await writeAndClose(facts);

    const lines = (await readLines(facts.run.id)).join('\n');
    expect(lines).toContain('4520123456');
    expect(lines).not.toContain('Kim Holm');
  });

  describe('after a crash', () => {
    test('before the anchor: the next try writes the same bytes, and the result of the first', async () => {
      const facts = await endRun();
      const { anchorFile } = under.services.evidence;
      await symlink(path.join(path.dirname(anchorFile), 'unmounted', 'anchor'), anchorFile);
      await expect(writeEvidence(under.services, facts)).rejects.toMatchObject({
        code: 'evidence-not-writable',
        disposition: 'retry',
      });
      const before = await hashes();
      await rm(anchorFile);
      const later = {
        ...facts,
        connector: { ...facts.connector, name: 'Renamed' },
        result: { ...facts.result, finishedAt: '2026-11-22T00:00:00.000Z' },
      };
      expect(await writeEvidence(under.services, later)).toEqual(facts.result);

      expect(await hashes()).toEqual(before);
      expect(await verify()).toMatchObject({ exitCode: 0 });
    });

    test('within the file: nothing half-written is left under its name', async () => {
      const facts = await endRun();
      const { directory } = under.services.evidence;
      await mkdir(path.dirname(directory), { recursive: true });
      await writeFile(directory, 'a file is where the directory should be');
      await expect(writeEvidence(under.services, facts)).rejects.toMatchObject({
        code: 'evidence-not-writable',
      });
      await rm(directory);
      await writeEvidence(under.services, facts);

      expect(await verify()).toMatchObject({ exitCode: 0 });
    });

    test('between the anchor and the row: the anchor gets no second line', async () => {
      const facts = await endRun();
      const services = {
        ...under.services,
        evidence: { ...under.services.evidence, timeStampUrl: 'http://127.0.0.1:9' },
        queue: {
          ...under.services.queue,
          enqueue: () => Promise.reject(new Error('killed')),
        },
      };
      await expect(writeEvidence(services, facts)).rejects.toThrow('killed');
      await writeEvidence(under.services, facts);

      const anchors = await readFile(under.services.evidence.anchorFile, 'utf8');
      expect(anchors.trimEnd().split('\n')).toHaveLength(1);
      expect(await verify()).toMatchObject({ exitCode: 0 });
    });

    test('within the anchor line: the line is written again, whole', async () => {
      await writeAndClose(await endRun(5));
      const facts = await endRun(5);
      const { anchorFile } = under.services.evidence;
      const first = await readFile(anchorFile, 'utf8');
      await writeFile(anchorFile, first + first.slice(0, 100));
      await writeAndClose(facts);

      expect(await verify()).toMatchObject({ exitCode: 0 });
    });

    test('after the row: nothing is written again', async () => {
      const facts = await endRun();
      await writeEvidence(under.services, facts);
      const before = await hashes();
      await rm(path.join(under.services.evidence.directory, 'public-keys.pem'));
      expect(await writeEvidence(under.services, facts)).toEqual(facts.result);

      expect(await hashes()).toEqual(before);
    });
  });

  test('goes on from the anchor when the database was restored from a backup', async () => {
    await writeAndClose(await endRun(5));
    await writeAndClose(await endRun(5));
    await under.db.evidence.deleteMany({ where: { sequence: 2 } });
    await writeAndClose(await endRun(5));

    const rows = await under.db.evidence.findMany({ orderBy: { sequence: 'asc' } });
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 3]);
    expect(await verify()).toMatchObject({ exitCode: 0 });
  });

  test('is signed with the new key after a rotation, and the old files verify still', async () => {
    await writeAndClose(await endRun(5));
    const before = await getActiveKeyId(under.services);
    const after = await rotateEvidenceKey(under.services);
    await writeAndClose(await endRun(5));

    const rows = await under.db.evidence.findMany({ orderBy: { sequence: 'asc' } });
    expect(rows.map(({ keyId }) => keyId)).toEqual([before, after]);
    expect(await verify()).toMatchObject({ exitCode: 0 });
  });

  /** The sha256 of each file in the evidence directory, by name. */
  async function hashes(): Promise<ReadonlyMap<string, string>> {
    const { directory } = under.services.evidence;
    const names = await readdir(directory, { recursive: true });
    const files = names.filter((name) => name.endsWith('.evidence.gz')).sort();
    const contents = files.map((name) => readFile(path.join(directory, name), 'base64'));
    const texts = await Promise.all(contents);
    return new Map(files.map((name, index) => [name, texts[index] ?? '']));
  }
});
