import { fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import type { Figure } from '#e2e/bench/figures.ts';
import { peakMegabytes } from '#e2e/bench/process-figures.ts';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { prepareDatabase } from '#lib/cli/prepare-database.ts';
import { createPostgresDatabase } from '#lib/cli/postgres/create-database.ts';
import { startTemporaryPostgres } from '#lib/cli/postgres/temporary-server.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { insertMappingPages } from '#lib/db/mapping-pages.ts';
import { MappingFileRows } from '#lib/domain/mapping-file/mapping-file-rows.ts';
import type { Participant } from '#lib/domain/items/item.ts';
import {
  indexMailboxes,
  type Mailbox,
  type MailboxIndex,
} from '#lib/domain/matching/mailbox-index.ts';
import { matchItem } from '#lib/domain/matching/match-item.ts';
import { normaliseMobileNumber } from '#lib/domain/mobile-number.ts';
import { matchingRulesFor } from '#lib/operations/runs/matching-rules.ts';

/** Without limits V8 lets garbage lie as long as the machine has memory to spare. */
const MEMORY_FLAGS = ['--max-semi-space-size=16', '--max-old-space-size=256'] as const;
const PARTICIPANTS = 1_000_000;
const ROWS = 1_000_000;
const MAILBOXES = 100_000;
const ITEMS_PER_BATCH = 500;
const PARTICIPANTS_PER_ITEM = 2;
/** Coprime with the number of rows: each number is asked for once before any is asked for again. */
const STRIDE = 7_919;
const FIRST_NUMBER = 46_700_000_000;
const EVENT_AT = new Date('2026-11-20T12:00:00Z');

const measuredSchema = z.object({
  indexSeconds: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakMegabytes: z.number(),
});
type Measured = z.infer<typeof measuredSchema>;

/**
 * Matching as the import does it, against a mapping file of a million rows in PostgreSQL, which is not
 * counted as long as it is filled. `node e2e/bench/matching.ts` prints the same. What is measured runs in
 * a process of its own, so that its memory is that of matching and not of the preparation.
 */
export async function benchMatching(): Promise<Figure[]> {
  const server = await startTemporaryPostgres();
  try {
    const url = await createPostgresDatabase(server.url, { name: 'bench' });
    await prepareDatabase(url);
    const versionId = await withDatabase(url, writeMappingVersion);
    const measured = await measureInOwnProcess(url, versionId);
    const what = `matching ${PARTICIPANTS} participants against ${ROWS} mapping rows`;
    const perSecond = Math.round(PARTICIPANTS / measured.seconds);
    return [
      { name: what, value: measured.seconds, unit: 's', target: '< 10 s' },
      { name: `${what}: rate`, value: perSecond, unit: 'participants/s' },
      { name: `${what}: our CPU`, value: measured.cpuSeconds, unit: 's' },
      {
        name: `${what}: peak memory`,
        value: measured.peakMegabytes,
        unit: 'MB',
        target: '< 512 MB',
      },
      {
        name: `indexing ${MAILBOXES} mailboxes of 3 addresses`,
        value: measured.indexSeconds,
        unit: 's',
      },
    ];
  } finally {
    await server.stop();
  }
}

async function measureInOwnProcess(url: string, versionId: string): Promise<Measured> {
  const child = fork(import.meta.filename, [url, versionId], { execArgv: [...MEMORY_FLAGS] });
  let message: unknown;
  child.on('message', (told) => {
    message = told;
  });
  await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error('the measured process failed');
  return measuredSchema.parse(message);
}

async function withDatabase<Result>(
  url: string,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const db = createDatabase(url);
  try {
    return await work(db);
  } finally {
    await db.$disconnect();
  }
}

async function measureMatching(db: Database, versionId: string): Promise<Measured> {
  const beforeIndex = performance.now();
  const mailboxes = await indexMailboxes(sampleMailboxes());
  const indexSeconds = (performance.now() - beforeIndex) / 1000;

  const { matched, seconds, cpuSeconds } = await matchAll(db, versionId, mailboxes);
  if (matched !== PARTICIPANTS) throw new Error(`only ${matched} of ${PARTICIPANTS} found`);
  return { indexSeconds, seconds, cpuSeconds, peakMegabytes: await peakMegabytes(process.pid) };
}

/** How many participants have a mailbox, and what it took; making up the texts is not counted. */
async function matchAll(db: Database, versionId: string, mailboxes: MailboxIndex) {
  const run = { mappingVersionId: versionId, connector: { automaticMapping: true } };
  let [matched, milliseconds, cpuMicroseconds] = [0, 0, 0];
  for (let from = 0; from < PARTICIPANTS; from += ITEMS_PER_BATCH * PARTICIPANTS_PER_ITEM) {
    const texts = Array.from({ length: ITEMS_PER_BATCH }, (_, item) =>
      numbersOf(from + item * PARTICIPANTS_PER_ITEM),
    );
    const cpuBefore = process.cpuUsage();
    const started = performance.now();
    const items = texts.map((numbers) => ({
      eventAt: EVENT_AT,
      participants: numbers.map(toParticipant),
    }));
    const rules = await matchingRulesFor({ db }, run, { mailboxes, items });
    for (const item of items) matched += matchItem(item, rules).mailboxes.length;
    milliseconds += performance.now() - started;
    const { user, system } = process.cpuUsage(cpuBefore);
    cpuMicroseconds += user + system;
  }
  return { matched, seconds: milliseconds / 1e3, cpuSeconds: cpuMicroseconds / 1e6 };
}

async function* sampleMailboxes(): AsyncGenerator<Mailbox> {
  for (let index = 0; index < MAILBOXES; index += 1) {
    const aliases = [`former.${index}@fjord.example`, `u${index}@fjord.onmicrosoft.example`];
    yield { address: `person.${index}@fjord.example`, aliases };
  }
  await Promise.resolve();
}

/** As an item spells them: none is in the form in which the mapping file keeps it. */
function numbersOf(from: number): readonly string[] {
  return Array.from({ length: PARTICIPANTS_PER_ITEM }, (_, index) => {
    const digits = String(FIRST_NUMBER + (((from + index) * STRIDE) % ROWS));
    return `+46 ${digits.slice(2, 4)} ${digits.slice(4)}`;
  });
}

function toParticipant(number: string): Participant {
  const mobileNumber = normaliseMobileNumber(number);
  return { displayName: null, mobileNumber, emailAddress: null, role: 'to' };
}

async function writeMappingVersion(db: Database): Promise<string> {
  const connectorId = await insertTestConnector(db, {
    masterKey: Buffer.alloc(32),
    sourceSettings: {},
    sourceSecrets: { username: 'u', password: 'p' },
    destinationKind: 'memory',
  });
  const { id } = await db.mappingVersion.create({
    data: {
      connectorId,
      number: 1,
      fileName: 'mapping.csv',
      sha256: '0'.repeat(64),
      rowCount: ROWS,
      author: 'bench',
      createdAt: new Date('2026-01-01T00:00:00Z'),
    },
    select: { id: true },
  });
  const rows = new MappingFileRows();
  for (let row = 0; row < ROWS; row += 1) {
    rows.append({
      line: row + 2,
      mobileNumber: String(FIRST_NUMBER + row),
      mailbox: `person.${row % MAILBOXES}@fjord.example`,
      holdsFrom: null,
      holdsUntil: null,
    });
  }
  await insertMappingPages(db, { versionId: id, rows });
  await db.$executeRaw`ANALYZE mapping_pages`;
  return id;
}

if (import.meta.main) {
  const [databaseUrl, versionId] = process.argv.slice(2);
  if (databaseUrl === undefined || versionId === undefined) console.table(await benchMatching());
  else process.send?.(await withDatabase(databaseUrl, (db) => measureMatching(db, versionId)));
}
