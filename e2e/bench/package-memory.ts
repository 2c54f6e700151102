import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Figure } from '#e2e/bench/figures.ts';
import { peakMegabytes } from '#e2e/bench/process-figures.ts';
import { type BuiltEntry, streamZip } from '#e2e/fixtures/zip-builder.ts';
import { listItems } from '#lib/packages/list-items.ts';
import { readEntries } from '#lib/packages/read-entries.ts';
import { openLocalStaging } from '#lib/staging/local/adapter.ts';
import type { StagedObject } from '#lib/staging/port.ts';

/** Without limits V8 lets garbage lie as long as the machine has memory to spare. */
const MEMORY_FLAGS = ['--max-semi-space-size=16', '--max-old-space-size=256'] as const;
const KEY = 'packages/bench';
const COPY_KEY = 'packages/copy';
const PIECE_BYTES = 1024 * 1024;
const MEGABYTE = 1024 * 1024;

type Sample = { readonly what: string; readonly count: number; readonly entryBytes: number };

const SAMPLES: readonly Sample[] = [
  { what: 'a package of 2 GB', count: 8_192, entryBytes: 256 * 1024 },
  { what: 'a package of 1,000,000 entries', count: 1_000_000, entryBytes: 256 },
];

const measuredSchema = z.object({
  count: z.number(),
  megabytes: z.number(),
  seconds: z.number(),
  peakMegabytes: z.number(),
  /** After each quarter of the entries. */
  quarters: z.array(z.number()),
});
type Measured = z.infer<typeof measuredSchema>;

/**
 * What the worker needs to take in a large package: it is staged piece by piece, then checked and all
 * its entries read, in a process of its own. `node e2e/bench/package-memory.ts` prints the same.
 */
export async function benchPackageMemory(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const sample of SAMPLES) {
    const { what } = sample;
    const { peakMegabytes: peak, quarters, seconds, megabytes } = await measureSample(sample);
    const [first = 0] = quarters;
    figures.push(
      { name: `${what}: size`, value: megabytes, unit: 'MB' },
      { name: `${what}: peak memory`, value: peak, unit: 'MB', target: '< 512 MB' },
      {
        name: `${what}: growth after the first quarter`,
        value: Math.max(...quarters) - first,
        unit: 'MB',
      },
      { name: `${what}: staged, checked and read in`, value: seconds, unit: 's' },
    );
  }
  return figures;
}

async function measureSample(sample: Sample): Promise<Measured> {
  const directory = await mkdtemp(path.join(tmpdir(), 'custody-bench-memory-'));
  try {
    const masterKey = randomBytes(32);
    const staging = await openLocalStaging({ directory, masterKey });
    await staging.write(KEY, inPieces(streamZip(entriesOf(sample))));
    const measured = await measureInOwnProcess(directory, masterKey.toString('hex'));
    if (measured.count !== sample.count) throw new Error(`read ${measured.count} entries`);
    return measured;
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function measureInOwnProcess(directory: string, masterKey: string): Promise<Measured> {
  const child = fork(import.meta.filename, [directory, masterKey], { execArgv: [...MEMORY_FLAGS] });
  let message: unknown;
  child.on('message', (told) => {
    message = told;
  });
  await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error('the measured process failed');
  return measuredSchema.parse(message);
}

async function takeIn(directory: string, masterKey: string): Promise<Measured> {
  const staging = await openLocalStaging({ directory, masterKey: Buffer.from(masterKey, 'hex') });
  const started = performance.now();
  // Stands for the download: the source gives pieces as this does.
  const source = await staging.open(KEY);
  await staging.write(COPY_KEY, piecesOf(source));
  await source.close();
  const staged = await staging.open(COPY_KEY);
  const { items } = await listItems(staged);
  const quarters: number[] = [];
  let count = 0;
  for await (const batch of readEntries(staged, items)) {
    count += batch.length;
    if (count >= ((quarters.length + 1) * items.length) / 4) {
      quarters.push(process.memoryUsage.rss() / MEGABYTE);
    }
  }
  await staged.close();
  return {
    count,
    megabytes: staged.sizeBytes / MEGABYTE,
    seconds: (performance.now() - started) / 1e3,
    peakMegabytes: await peakMegabytes(process.pid),
    quarters,
  };
}

async function* piecesOf(source: StagedObject): AsyncGenerator<Buffer> {
  for (let at = 0; at < source.sizeBytes; at += PIECE_BYTES) yield source.read(at, PIECE_BYTES);
}

/** Random bytes, the first of which tell the entries apart. */
function* entriesOf({ count, entryBytes }: Sample): Generator<BuiltEntry> {
  const content = randomBytes(entryBytes);
  const names: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `${String(index).padStart(7, '0')}_9f2c41d07a55.eml`;
    names.push(name);
    content.writeUInt32LE(index);
    yield { name, content: Buffer.from(content), isStored: true };
  }
  const manifest = Buffer.from([`Count: ${count}`, ...names].join('\r\n'));
  yield { name: '202611030000-TeleMessage_1_20261104050211.mf', content: manifest };
}

function* inPieces(small: Iterable<Buffer>): Generator<Buffer> {
  let pieces: Buffer[] = [];
  let bytes = 0;
  for (const piece of small) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes < PIECE_BYTES) continue;
    yield Buffer.concat(pieces);
    pieces = [];
    bytes = 0;
  }
  yield Buffer.concat(pieces);
}

if (import.meta.main) {
  const [directory, masterKey] = process.argv.slice(2);
  if (directory === undefined || masterKey === undefined) console.table(await benchPackageMemory());
  else process.send?.(await takeIn(directory, masterKey));
}
