import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { median, type Figure } from '#e2e/bench/figures.ts';
import { watchRuns, type WatchedRun } from '#e2e/bench/live-watch.ts';
import { packagesOf } from '#e2e/bench/measured-import.ts';
import { sampleMessages } from '#e2e/bench/sample-messages.ts';
import { startChaosDeployment, type ChaosDeployment } from '#e2e/chaos/chaos-deployment.ts';
import { insertTestConnector } from '#e2e/servers/test-connector.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { createQueue, openSender } from '#lib/jobs/queue.ts';
import { queueRun } from '#lib/operations/runs/queue-run.ts';
import { createPerson } from '#lib/sandbox/organisation/create-person.ts';

const CONNECTORS = 20;
const DAY_BEFORE = { mailboxes: 3, messagesPerMailbox: 200, bytesPerMessage: 2_048 };
const DAY = { ...DAY_BEFORE, firstMessage: 10_000, messagesPerMailbox: 500 };
const PACKAGES = 2;
/** Each way to the IMAP server: an import takes as long as one over a network. */
const ONE_WAY_MS = 25;

const boxesOf = (connector: number, size: typeof DAY_BEFORE) =>
  sampleMessages(`live${connector}`, size);

/**
 * Twenty connectors import at once, by one worker, and the Connectors tab is watched as the browser
 * watches it: how old is what it shows, and how right was the time left. Every connector has had an
 * import before, as from its second day on.
 */
export async function benchLive(): Promise<Figure[]> {
  const addresses = Array.from({ length: CONNECTORS }, (_, connector) =>
    boxesOf(connector, { ...DAY_BEFORE, messagesPerMailbox: 0 }).map(({ mailbox }) => mailbox),
  ).flat();
  const deployment = await startChaosDeployment({
    people: addresses.map((address, index) =>
      createPerson({
        displayName: `Person ${index}`,
        address,
        mobileNumber: `4790${String(100_000 + index)}`,
        teleMessageEmail: address,
        hasMailbox: true,
      }),
    ),
    mapping: [],
    workers: 1,
    delayMs: ONE_WAY_MS,
    disturbGraph: () => undefined,
    isUndisturbed: true,
  });
  const db = createDatabase(deployment.databaseUrl);
  try {
    const connectors = await insertConnectors(deployment, db);
    await putDay(connectors, '2026-11-18', DAY_BEFORE);
    await importAll(deployment, { db, connectors });
    await untilIdle(db);
    console.log('the day before is imported; watching the next one');
    await putDay(connectors, '2026-11-19', DAY);
    await db.$executeRaw`VACUUM ANALYZE`;
    await importAll(deployment, { db, connectors });
    return figuresOf(
      await watchRuns(
        db,
        connectors.map(({ id }) => id),
      ),
    );
  } finally {
    await db.$disconnect();
    await deployment.close();
  }
}

type BenchConnector = { readonly id: string; readonly directory: string };

async function insertConnectors(
  { dataDir, masterKey, connectors }: ChaosDeployment,
  db: Database,
): Promise<readonly BenchConnector[]> {
  const { destinationSettings } = await db.connector.findUniqueOrThrow({
    where: { id: connectors.imap },
    select: { destinationSettings: true },
  });
  const inserted: BenchConnector[] = [];
  for (let number = 0; number < CONNECTORS; number += 1) {
    const directory = path.join(dataDir, `source-${number}`);
    await mkdir(directory);
    const id = await insertTestConnector(db, {
      masterKey,
      name: `Live ${number}`,
      sourceKind: 'folder',
      sourceSettings: { directory, afterImport: 'leave' },
      sourceSecrets: {},
      destinationKind: 'imap',
      destinationSettings: z.looseObject({}).parse(destinationSettings),
    });
    inserted.push({ id, directory });
  }
  return inserted;
}

async function putDay(
  connectors: readonly BenchConnector[],
  day: string,
  size: typeof DAY_BEFORE,
): Promise<void> {
  for (const [number, { directory }] of connectors.entries()) {
    for (const { name, bytes } of packagesOf(day, boxesOf(number, size), PACKAGES)) {
      const partial = `${directory}.partial`;
      await writeFile(partial, bytes);
      await rename(partial, path.join(directory, name));
    }
  }
}

async function importAll(
  { databaseUrl }: ChaosDeployment,
  { db, connectors }: { readonly db: Database; readonly connectors: readonly BenchConnector[] },
): Promise<void> {
  const boss = await openSender(databaseUrl);
  const queue = createQueue(boss);
  for (const { id: connectorId } of connectors) {
    const run = { connectorId, trigger: 'manual', startedBy: 'bench', now: new Date() } as const;
    await db.$transaction((transaction) => queueRun(transaction, queue, run));
  }
  await boss.stop({ graceful: false });
}

async function untilIdle(db: Database): Promise<void> {
  while ((await db.run.count({ where: { finishedAt: null } })) > 0) await sleep(500);
}

function figuresOf(runs: readonly WatchedRun[]): Figure[] {
  const ages = runs.flatMap(({ agesMs }) => agesMs).toSorted((one, other) => one - other);
  const age = (share: number) => (ages[Math.floor(ages.length * share)] ?? 0) / 1000;
  const seconds = runs.map((run) => run.seconds);
  console.log(
    `${runs.length} runs of ${Math.round(median(seconds))} s (median), ${ages.length} looks`,
  );
  return [
    { name: 'age of what the tab shows, median', value: age(0.5), unit: 's' },
    { name: 'age of what the tab shows, p95', value: age(0.95), unit: 's', target: '<= 1' },
    { name: 'age of what the tab shows, p99', value: age(0.99), unit: 's' },
    ...([0.25, 0.5, 0.75] as const).flatMap((share): Figure[] => {
      const errors = runs.flatMap(({ timeLeftErrors }) => timeLeftErrors.get(share) ?? []);
      const sorted = errors.toSorted((one, other) => one - other);
      const name = `error of the time left after ${share * 100} % of a run`;
      const target = share === 0.25 ? { target: '<= 20' } : {};
      return [
        { name: `${name}, median of ${sorted.length}`, value: median(errors) * 100, unit: '%' },
        {
          name: `${name}, worst of nine in ten`,
          value: (sorted[Math.floor(sorted.length * 0.9)] ?? 0) * 100,
          unit: '%',
          ...target,
        },
      ];
    }),
  ];
}
