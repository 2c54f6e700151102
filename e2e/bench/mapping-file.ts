import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Figure } from '#e2e/bench/figures.ts';
import { sampleMappingRows } from '#e2e/bench/sample-mapping-file.ts';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { createPostgresDatabase } from '#lib/cli/postgres/create-database.ts';
import { startTemporaryPostgres } from '#lib/cli/postgres/temporary-server.ts';
import { prepareDatabase } from '#lib/cli/prepare-database.ts';
import { createDatabase } from '#lib/db/client.ts';

const ROWS = 1_000_000;
const STEP = path.join(import.meta.dirname, 'mapping-file-step.ts');

const measuredSchema = z.object({
  count: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakMegabytes: z.number(),
});
type Measured = z.infer<typeof measuredSchema>;

/** The server's part of a mapping file of a million rows, each step in a process of its own. */
export async function benchMappingFile(): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mapping-file-'));
  const server = await startTemporaryPostgres();
  try {
    const [first, second] = [path.join(folder, 'first.csv'), path.join(folder, 'second.csv')];
    await writeFile(first, sampleMappingRows(ROWS));
    await writeFile(second, sampleMappingRows(ROWS, 1));
    const url = await createPostgresDatabase(server.url, { name: 'bench' });
    await prepareDatabase(url);
    const connectorId = await insertConnector(url);
    const parse = await measure('parse', [first]);
    const peer = await measure('papaparse', [first]);
    const save = await measure('save', [first, url, connectorId]);
    const from = await acceptVersion(url, connectorId);
    await measure('save', [second, url, connectorId]);
    const to = await acceptVersion(url, connectorId);
    const compare = await measure('compare', [url, from, to]);
    return [
      ...figuresOf(`reading a mapping file of ${ROWS} rows`, parse, ['< 2 s', '< 300 MB']),
      ...figuresOf('the same, papaparse streaming alone', peer, ['', '']),
      ...figuresOf('reading and saving it', save, ['< 10 s', '']),
      ...figuresOf(`comparing two of them, ${compare.count} changes`, compare, ['< 3 s', '']),
    ];
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

function figuresOf(name: string, measured: Measured, targets: readonly [string, string]): Figure[] {
  const [seconds, memory] = targets;
  return [
    { name, value: measured.seconds, unit: 's', target: seconds },
    { name: `${name}: our CPU`, value: measured.cpuSeconds, unit: 's' },
    { name: `${name}: peak memory`, value: measured.peakMegabytes, unit: 'MB', target: memory },
  ];
}

async function measure(step: string, args: readonly string[]): Promise<Measured> {
  const child = fork(STEP, [step, ...args]);
  let message: unknown;
  child.on('message', (told) => {
    message = told;
  });
  await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`the step ${step} failed`);
  return measuredSchema.parse(message);
}

async function insertConnector(url: string): Promise<string> {
  const db = createDatabase(url);
  try {
    return await insertTestConnector(db, {
      masterKey: Buffer.alloc(32),
      sourceSettings: {},
      sourceSecrets: { username: 'u', password: 'p' },
      destinationKind: 'memory',
    });
  } finally {
    await db.$disconnect();
  }
}

/** As `replaceMapping` does. */
async function acceptVersion(url: string, connectorId: string): Promise<string> {
  const db = createDatabase(url);
  try {
    const number = 1 + (await db.mappingVersion.count({ where: { connectorId } }));
    const { id } = await db.mappingVersion.findFirstOrThrow({
      where: { proposedFor: connectorId },
      select: { id: true },
    });
    const data = { connectorId, number, proposedFor: null };
    await db.mappingVersion.update({ where: { id }, data });
    return id;
  } finally {
    await db.$disconnect();
  }
}

if (import.meta.main) console.table(await benchMappingFile());
