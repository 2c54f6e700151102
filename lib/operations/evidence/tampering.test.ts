import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeEndedRun, insertEndedRun } from '#e2e/fixtures/evidence-run.ts';
import { tamperings, type Target } from '#e2e/fixtures/tamper.ts';
import { verifyEvidence } from '#e2e/fixtures/verify-evidence.ts';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { verify } from '#lib/cli/verify-evidence/verify.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import type { Signer } from '#lib/evidence/signing-key.ts';
import { getActiveKeyId, getSigner } from '#lib/operations/evidence/signing-key.ts';
import { writeEvidence } from '#lib/operations/evidence/write-evidence.ts';
import { seededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';

const TAMPERINGS = 1_000;
const THROUGH_THE_COMMAND_LINE = 17;
const finishedAt = new Date('2026-11-21T06:30:00Z');

describe('the verifier', () => {
  let under: TestImport;
  let signer: Signer;
  let workshop: string;
  let publicKeys: string;

  beforeAll(async () => {
    under = await createTestImport({ destination: openMemoryDestination(), mailboxes: [] });
    const { db, services, connectorId } = under;
    await db.connector.update({ where: { id: connectorId }, data: { name: 'First' } });
    const second = await insertTestConnector(db, {
      masterKey: services.masterKey,
      sourceSettings: {},
      sourceSecrets: { username: 'u', password: 'p' },
      destinationKind: 'memory',
    });
    for (const id of [connectorId, second, connectorId, second, connectorId]) {
      const facts = await insertEndedRun(db, { connectorId: id, items: 15, finishedAt });
      await writeEvidence(services, facts);
      await closeEndedRun(db, facts.run.id);
    }
    signer = await getSigner(services, await getActiveKeyId(services));
    workshop = await mkdtemp(path.join(os.tmpdir(), 'custody-tampering-'));
    // The auditor has got it elsewhere.
    publicKeys = path.join(workshop, 'keys.pem');
    await cp(path.join(services.evidence.directory, 'public-keys.pem'), publicKeys);
  });
  afterAll(async () => {
    await under.close();
    await rm(workshop, { recursive: true });
  });

  async function copy(number: number): Promise<Target> {
    const directory = path.join(workshop, String(number));
    await cp(under.services.evidence.directory, directory, { recursive: true });
    const anchorFile = `${directory}.jsonl`;
    await cp(under.services.evidence.anchorFile, anchorFile);
    return { directory, anchorFile, signer, random: seededRandom(`tampering ${number}`) };
  }
  function argumentsFor({ directory, anchorFile }: Target): readonly string[] {
    return [directory, '--anchor', anchorFile, '--public-key', publicKeys];
  }
  async function verifyHere(target: Target): Promise<{ exitCode: number; said: string }> {
    const lines: string[] = [];
    const exitCode = await verify(argumentsFor(target), (line) => lines.push(line));
    return { exitCode, said: lines.join('\n') };
  }

  test('finds nothing wrong with what nobody has touched', async () => {
    const target = await copy(-1);

    expect(await verifyHere(target)).toMatchObject({ exitCode: 0 });
    expect(await verifyEvidence(...argumentsFor(target))).toMatchObject({ exitCode: 0 });
  });

  test(`finds all of ${TAMPERINGS} tamperings`, { timeout: 300_000 }, async () => {
    const kinds = Object.entries(tamperings);
    const unnoticed: string[] = [];
    for (let number = 0; number < TAMPERINGS; number += 1) {
      const [kind, tamper] = kinds[number % kinds.length] ?? [];
      if (kind === undefined || tamper === undefined) throw new Error('no kind of tampering');
      const target = await copy(number);
      await tamper(target);
      const { exitCode, said } =
        number < THROUGH_THE_COMMAND_LINE
          ? await verifyEvidence(...argumentsFor(target))
          : await verifyHere(target);
      if (exitCode !== 1 || !said.includes('PROBLEM'))
        unnoticed.push(`${number}: ${kind}: ${said}`);
      await rm(target.directory, { recursive: true });
    }

    expect(unnoticed).toEqual([]);
  });

  test('names the file, the line and what is wrong with it', async () => {
    const target = await copy(2_000);
    await tamperings['a byte of a line is changed']?.(target);

    const { said } = await verifyHere(target);
    expect(said).toMatch(
      /^PROBLEM {2}\S+\.evidence\.gz, line \d+: (is not a JSON object|does not follow from the line before it)/m,
    );
  });

  test('says what it did not look at: newest files and rewrites need the anchor', async () => {
    const target = await copy(2_001);
    await tamperings['a connector is rewritten from some file on, with the stolen key']?.(target);
    const lines: string[] = [];
    const args = [target.directory, '--public-key', publicKeys];

    expect(await verify(args, (line) => lines.push(line))).toBe(0);
    expect(lines.join('\n')).toContain('note     no --anchor');
    expect(await verifyHere(target)).toMatchObject({ exitCode: 1 });
  });

  test('cannot verify without a public key, a file or a known option', async () => {
    const target = await copy(2_002);
    const empty = await mkdtemp(path.join(workshop, 'empty-'));
    await rm(path.join(target.directory, 'public-keys.pem'));

    expect(await verifyEvidence(target.directory)).toMatchObject({ exitCode: 2 });
    expect(await verifyEvidence(empty, '--public-key', publicKeys)).toMatchObject({ exitCode: 2 });
    expect(await verifyEvidence('--unknown')).toMatchObject({ exitCode: 2 });
    expect(await verifyEvidence()).toMatchObject({ exitCode: 2 });
  });

  test('finds nothing wrong any more once what was changed is as it was', async () => {
    const target = await copy(2_003);
    const anchors = await readFile(target.anchorFile, 'utf8');
    await writeFile(target.anchorFile, anchors.split('\n').slice(1).join('\n'));
    expect(await verifyHere(target)).toMatchObject({ exitCode: 1 });
    await writeFile(target.anchorFile, anchors);

    expect(await verifyHere(target)).toMatchObject({ exitCode: 0 });
  });
});
