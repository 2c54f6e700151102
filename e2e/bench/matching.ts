import { fork } from 'node:child_process';
import { once } from 'node:events';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { prepareDatabase } from '#lib/cli/prepare-database.ts';
import { createPostgresDatabase } from '#lib/cli/postgres/create-database.ts';
import { startTemporaryPostgres } from '#lib/cli/postgres/temporary-server.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import type { Participant } from '#lib/domain/items/item.ts';
import {
  indexMailboxes,
  type Mailbox,
  type MailboxIndex,
} from '#lib/domain/matching/mailbox-index.ts';
import { matchItem } from '#lib/domain/matching/match-item.ts';
import { normaliseMobileNumber } from '#lib/domain/mobile-number.ts';
import { matchingRulesFor } from '#lib/operations/runs/matching-rules.ts';

/**
 * Matching as the import does it, against a mapping file of a million rows in PostgreSQL:
 * `node e2e/bench/matching.ts`. What is measured runs in a process of its own, so that its memory is
 * that of matching and not of the preparation.
 */
/** Without limits V8 lets garbage lie as long as the machine has memory to spare. */
const MEMORY_FLAGS = ['--max-semi-space-size=16', '--max-old-space-size=256'] as const;
const PARTICIPANTS = 1_000_000;
const ROWS = 1_000_000;
const MAILBOXES = 100_000;
const ITEMS_PER_BATCH = 500;
const PARTICIPANTS_PER_ITEM = 2;
const ROWS_PER_STATEMENT = 100_000;
/** Coprime with the number of rows: each number is asked for once before any is asked for again. */
const STRIDE = 7_919;
const FIRST_NUMBER = 46_700_000_000;
const EVENT_AT = new Date('2026-11-20T12:00:00Z');

const [databaseUrl, mappingVersionId] = process.argv.slice(2);
if (databaseUrl === undefined || mappingVersionId === undefined) await prepareAndMeasure();
else await withDatabase(databaseUrl, (db) => measureMatching(db, mappingVersionId));

async function prepareAndMeasure(): Promise<void> {
  const server = await startTemporaryPostgres();
  try {
    const url = await createPostgresDatabase(server.url, { name: 'bench' });
    await prepareDatabase(url);
    const versionId = await withDatabase(url, writeMappingVersion);
    const child = fork(import.meta.filename, [url, versionId], { execArgv: [...MEMORY_FLAGS] });
    await once(child, 'exit');
    if (child.exitCode !== 0) throw new Error('the measured process failed');
  } finally {
    await server.stop();
  }
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

async function measureMatching(db: Database, versionId: string): Promise<void> {
  const mailboxes = await measureMailboxIndex();
  const run = { mappingVersionId: versionId, connector: { automaticMapping: true } };
  const started = performance.now();
  let matched = 0;
  let at = 0;
  for (; at < PARTICIPANTS; at += ITEMS_PER_BATCH * PARTICIPANTS_PER_ITEM) {
    const from = at;
    const items = Array.from({ length: ITEMS_PER_BATCH }, (_, item) => ({
      eventAt: EVENT_AT,
      participants: participantsOf(from + item * PARTICIPANTS_PER_ITEM),
    }));
    const rules = await matchingRulesFor({ db }, run, { mailboxes, items });
    for (const item of items) matched += matchItem(item, rules).mailboxes.length;
  }
  const seconds = (performance.now() - started) / 1000;
  if (matched !== at) throw new Error(`only ${matched} of ${at} participants found`);
  console.log(
    `matched ${at} participants against ${ROWS} mapping rows in ${seconds.toFixed(1)} s: ` +
      `${Math.round(at / seconds)} participants/s, peak memory ${peakMegabytes()} MB (${MEMORY_FLAGS.join(' ')})`,
  );
}

async function measureMailboxIndex(): Promise<MailboxIndex> {
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const index = await indexMailboxes(sampleMailboxes());
  const seconds = (performance.now() - started) / 1000;
  const megabytes = Math.round((process.memoryUsage().rss - before) / 1024 ** 2);
  console.log(
    `indexed ${index.size} mailboxes, three addresses each, in ${seconds.toFixed(2)} s: ${megabytes} MB`,
  );
  return index;
}

async function* sampleMailboxes(): AsyncGenerator<Mailbox> {
  for (let index = 0; index < MAILBOXES; index += 1) {
    const aliases = [`former.${index}@fjord.example`, `u${index}@fjord.onmicrosoft.example`];
    yield { address: mailboxAddress(index), aliases };
  }
  await Promise.resolve();
}

function mailboxAddress(index: number): string {
  return `person.${index % MAILBOXES}@fjord.example`;
}

/** As an item spells it: none of them is in the form in which the mapping file keeps it. */
function participantsOf(from: number): readonly Participant[] {
  return Array.from({ length: PARTICIPANTS_PER_ITEM }, (_, index) => {
    const digits = String(FIRST_NUMBER + (((from + index) * STRIDE) % ROWS));
    return {
      displayName: null,
      mobileNumber: normaliseMobileNumber(`+46 ${digits.slice(2, 4)} ${digits.slice(4)}`),
      emailAddress: null,
      role: 'to',
    };
  });
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
  for (let from = 0; from < ROWS; from += ROWS_PER_STATEMENT) {
    await db.$executeRaw`
      INSERT INTO mapping_rows (version_id, line, mobile_number, mailbox)
      SELECT ${id}::uuid, row + 2, (${FIRST_NUMBER}::bigint + row)::text,
        'person.' || (row % ${MAILBOXES}::int) || '@fjord.example'
      FROM generate_series(${from}::int, ${Math.min(from + ROWS_PER_STATEMENT, ROWS) - 1}::int) AS row`;
  }
  await db.$executeRaw`ANALYZE mapping_rows`;
  return id;
}

/** Of this process since it began; PostgreSQL has its own. */
function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
