import { createReadStream } from 'node:fs';
import Papa from 'papaparse';
import { peakMegabytes } from '#e2e/bench/process-figures.ts';
import { compareMappingVersions } from '#lib/db/compare-mapping-versions.ts';
import { createDatabase } from '#lib/db/client.ts';
import { createMappingFileReader } from '#lib/domain/mapping-file/parse-mapping-file.ts';
import { proposeMapping } from '#lib/operations/mapping-files/propose-mapping.ts';

/** One measured step in a process of its own: `node mapping-file-step.ts <step> …`. */
const [, , step = '', ...args] = process.argv;
const [one = '', other = '', third = ''] = args;

async function parse(): Promise<number> {
  const reader = createMappingFileReader();
  for await (const piece of createReadStream(one)) {
    if (!(piece instanceof Uint8Array)) throw new Error('not bytes');
    reader.push(piece);
  }
  const file = reader.end();
  return file.state === 'read' ? file.rows.count : 0;
}

/** The peer: papaparse alone, in chunks as it is quickest; it neither checks nor keeps anything. */
function papaparse(): Promise<number> {
  let rows = -1;
  return new Promise((resolve, reject) => {
    Papa.parse(createReadStream(one), {
      chunk: ({ data }) => {
        rows += data.length;
      },
      complete: () => {
        resolve(rows);
      },
      error: reject,
    });
  });
}

async function save(): Promise<number> {
  const db = createDatabase(other);
  const pieces = async function* () {
    for await (const piece of createReadStream(one)) {
      if (piece instanceof Uint8Array) yield piece;
    }
  };
  const { rowCount } = await proposeMapping(
    {
      db,
      queue: {
        enqueue: () => Promise.resolve(),
        listExpected: () => Promise.resolve(new Set<string>()),
      },
      masterKey: Buffer.alloc(32),
      auditKey: Buffer.alloc(32),
      permissions: [],
      now: () => new Date(),
    },
    {
      target: { connectorId: third },
      actor: { id: 'bench', email: 'bench' },
      upload: { fileName: 'mapping.csv', pieces: pieces() },
    },
  );
  await db.$disconnect();
  return rowCount;
}

async function compare(): Promise<number> {
  const db = createDatabase(one);
  const versions = { fromVersionId: other, toVersionId: third, connectorId: null };
  const { counts } = await compareMappingVersions(db, versions);
  await db.$disconnect();
  return counts.added + counts.changed + counts.removed;
}

const work = { parse, papaparse, save, compare }[step];
if (work === undefined) throw new Error(`no step ${step}`);
const started = performance.now();
const cpu = process.cpuUsage();
const count = await work();
const { user, system } = process.cpuUsage(cpu);
process.send?.({
  count,
  seconds: (performance.now() - started) / 1000,
  cpuSeconds: (user + system) / 1e6,
  peakMegabytes: await peakMegabytes(process.pid),
});
if (process.connected) process.disconnect();
