import { spawnSync } from 'node:child_process';
import { hash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { openPromise } from 'yauzl';
import type { Figure } from '#e2e/bench/figures.ts';
import { pack } from '#e2e/fixtures/hostile-archives/archive.ts';
import { readRealMessages } from '#e2e/fixtures/real-messages.ts';
import { listItems } from '#lib/packages/list-items.ts';
import { readEntries } from '#lib/packages/read-entries.ts';
import { openLocalStaging } from '#lib/staging/local/adapter.ts';
import type { Staging } from '#lib/staging/port.ts';

const ENTRIES = 20_000;
const ENTRY_BYTES = 2_048;
const ROUNDS = 3;
/** So many entries are read before any are counted: a day has a million, and V8 needs some to get fast. */
const WARM_UP_ENTRIES = 100_000;
const KEY = 'packages/bench';
const UNZIP = '/usr/bin/unzip';

/**
 * A staged package from its encrypted file to its items: directory, manifest, inflation, CRC-32 and
 * SHA-256 of every one. Its peer is yauzl, which reads the same ZIP in clear and is given the same
 * CRC-32 and SHA-256; `unzip -t` checks the CRC-32 alone. `node e2e/bench/package-intake.ts` prints it.
 */
export async function benchPackageIntake(): Promise<Figure[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'custody-bench-intake-'));
  try {
    const file = path.join(directory, 'package.zip');
    const bytes = buildSample();
    await writeFile(file, bytes);
    const staging = await openLocalStaging({ directory, masterKey: randomBytes(32) });
    await staging.write(KEY, [bytes]);
    return await compare(staging, file);
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function compare(staging: Staging, file: string): Promise<Figure[]> {
  // One after the other: what one leaves behind is not collected while another is measured.
  const ours = await measureRounds(() => readStaged(staging), WARM_UP_ENTRIES / ENTRIES);
  const yauzl = await measureRounds(() => readByYauzl(file));
  const unzip = existsSync(UNZIP) ? await measureRounds(() => testByUnzip(file)) : [];
  const what = `ZIP intake of ${ENTRIES} entries of 2 KB`;
  const perCore = median(ours.map((rate) => rate.perCpuSecond));
  const peerPerCore = median(yauzl.map((rate) => rate.perCpuSecond));
  return [
    { name: what, value: median(ours.map((rate) => rate.perSecond)), unit: 'entries/s' },
    {
      name: `${what}: per core`,
      value: perCore,
      unit: 'entries/CPU s',
      target: '>= 40,000 entries/CPU s',
    },
    { name: `${what}: yauzl, per core`, value: peerPerCore, unit: 'entries/CPU s' },
    { name: `${what}: times yauzl`, value: perCore / peerPerCore, unit: '×' },
    ...unzip.slice(0, 1).map(() => ({
      name: `${what}: unzip -t, without SHA-256 and decryption`,
      value: median(unzip.map((rate) => rate.perSecond)),
      unit: 'entries/s',
    })),
  ];
}

type Rate = { readonly perSecond: number; readonly perCpuSecond: number };

async function measureRounds(
  read: () => Promise<number> | number,
  warmUpRounds = 1,
): Promise<readonly Rate[]> {
  const rates: Rate[] = [];
  while (rates.length < warmUpRounds + ROUNDS) rates.push(await measure(read));
  return rates.slice(warmUpRounds);
}

async function measure(read: () => Promise<number> | number): Promise<Rate> {
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  const count = await read();
  const seconds = (performance.now() - started) / 1e3;
  const { user, system } = process.cpuUsage(cpuBefore);
  if (count !== ENTRIES) throw new Error(`read ${count} of ${ENTRIES} entries`);
  return { perSecond: count / seconds, perCpuSecond: count / ((user + system) / 1e6) };
}

async function readStaged(staging: Staging): Promise<number> {
  const staged = await staging.open(KEY);
  try {
    const { items } = await listItems(staged);
    let count = 0;
    for await (const batch of readEntries(staged, items)) count += batch.length;
    return count;
  } finally {
    await staged.close();
  }
}

async function readByYauzl(file: string): Promise<number> {
  const zip = await openPromise(file);
  const hashes = new Set<string>();
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('.mf')) continue;
    const bytes = await readAll(await zip.openReadStreamPromise(entry));
    if (crc32(bytes) !== entry.crc32) throw new Error('checksum differs');
    hashes.add(hash('sha256', bytes));
  }
  return hashes.size;
}

async function readAll(stream: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  stream.on('data', (piece: Buffer) => pieces.push(piece));
  await once(stream, 'end');
  return Buffer.concat(pieces);
}

function testByUnzip(file: string): number {
  const { status } = spawnSync(UNZIP, ['-tqq', file]);
  if (status !== 0) throw new Error('unzip found damage');
  return ENTRIES;
}

/** E-mail files of texts that people wrote, so that they deflate as the real ones do. */
function buildSample(): Buffer {
  const texts = readRealMessages(ENTRIES).map(({ text }) => text);
  let next = 0;
  const items = Array.from({ length: ENTRIES }, (_, index) => {
    const from = 'From: "Jonas Berg 46701234567" <jonas.berg@fjord.example>\r\n';
    let eml = `Message-ID: <${index}@telemessage.example>\r\n${from}\r\n`;
    while (eml.length < ENTRY_BYTES) eml += `${texts[next++ % texts.length] ?? ''}\r\n`;
    const name = `${String(index).padStart(6, '0')}_${hash('md5', eml).slice(0, 12)}.eml`;
    return { name, content: Buffer.from(eml).subarray(0, ENTRY_BYTES) };
  });
  return pack(items);
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

if (import.meta.main) console.table(await benchPackageIntake());
