import { hash } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  checkMaildirs,
  type ContentsReport,
  type ExpectedContents,
} from '#e2e/chaos/check-maildirs.ts';
import { startChaosDeployment, type ChaosDeployment } from '#e2e/chaos/chaos-deployment.ts';
import { checkSandboxMailboxes } from '#e2e/chaos/check-sandbox-mailboxes.ts';
import { findCanaries } from '#e2e/chaos/find-canaries.ts';
import { inflictHarm, type GraphWeather } from '#e2e/chaos/harm.ts';
import { readRuns, startRun, untilRunsAreClosed, type ClosedRun } from '#e2e/chaos/runs.ts';
import { createMessages, createPeople } from '#e2e/fixtures/expected-deliveries.ts';
import { buildEml } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';
import { seededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';

export type ChaosSize = {
  readonly seed: string;
  readonly mailboxes: number;
  readonly items: number;
  /** Each wave is a package for each destination, and a run of each connector. */
  readonly waves: number;
  /** Kills that each wave has to endure before it is left in peace. */
  readonly killsPerWave: number;
};

export type ChaosReport = {
  readonly kills: number;
  readonly harms: ReadonlyMap<string, number>;
  readonly runs: readonly ClosedRun[];
  readonly imap: ContentsReport;
  readonly graph: ContentsReport;
  /** Ledger entries that nobody settled. */
  readonly sendingsLeft: number;
  /** Files in which message text was found. */
  readonly leaks: readonly string[];
};

const CANARY = 'canary7f3b9d51e2a86c04';
/** Of every so many items, one goes to the mailboxes in Graph as well. */
const GRAPH_SHARE = 10;

/** Imports wave after wave while everything around the import is killed, cut off or led astray. */
export async function runChaos(
  size: ChaosSize,
  report: (line: string) => void,
): Promise<ChaosReport> {
  const random = seededRandom(size.seed);
  const weather: GraphWeather = { disturbance: undefined };
  const people = createPeople(size.mailboxes);
  const messages = createMessages(people, size.items).map(({ message, mailboxes }) => {
    const eml = buildEml({ ...message, text: `${CANARY} ${message.text}` });
    return { entryName: `${message.messageId}.eml`, eml, mailboxes };
  });
  const deployment = await startChaosDeployment({
    people: people.map(({ person }) => person),
    mapping: people
      .filter(({ way }) => way === 'mapping-file')
      .map(({ person }) => ({ mobileNumber: person.mobileNumber, mailbox: person.address })),
    workers: 2,
    delayMs: 3,
    // Sign-in and the directory are left alone: they are asked once a run.
    disturbGraph: ({ path: asked }) =>
      asked.startsWith('users?') || asked === 'users' ? undefined : weather.disturbance,
  });
  try {
    const harms = new Map<string, number>();
    const sentToGraph: Message[] = [];
    let kills = 0;
    const perWave = Math.ceil(messages.length / size.waves);
    for (let wave = 0; wave < size.waves; wave += 1) {
      const items = messages.slice(wave * perWave, (wave + 1) * perWave);
      const forGraph = items.filter((_, index) => index % GRAPH_SHARE === 0);
      sentToGraph.push(...forGraph);
      await beginWave(deployment, wave, { imap: items, graph: forGraph });
      const closed = untilRunsAreClosed(deployment);
      let killsInWave = 0;
      while (killsInWave < size.killsPerWave) {
        await sleep(random.whole(100, 2_500));
        const tools = { deployment, random, weather, stagingDisk: deployment.stagingDisk };
        const harm = await inflictHarm(tools);
        harms.set(harm.name, (harms.get(harm.name) ?? 0) + 1);
        if (harm.isKill) killsInWave += 1;
      }
      kills += killsInWave;
      await closed;
      report(`wave ${wave + 1} of ${size.waves}: ${kills} kills so far`);
    }
    return {
      kills,
      harms,
      ...(await readRuns(deployment)),
      imap: await checkMaildirs(
        deployment.dovecot.mailDirectory,
        'Telegram Archiver',
        expectedContents(messages),
      ),
      graph: checkSandboxMailboxes(deployment.sandbox, people, expectedContents(sentToGraph)),
      leaks: await findCanaries(
        [deployment.dataDir, deployment.databaseHome, deployment.logDirectory].map((directory) =>
          path.resolve(directory),
        ),
        CANARY,
      ),
    };
  } finally {
    await deployment.close();
  }
}

type Message = {
  readonly entryName: string;
  readonly eml: Buffer;
  readonly mailboxes: readonly string[];
};

async function beginWave(
  deployment: ChaosDeployment,
  wave: number,
  items: Readonly<Record<'imap' | 'graph', readonly Message[]>>,
): Promise<void> {
  const zippedAt = new Date('2026-11-21T05:00:00Z');
  const name = packageName({ day: '2026-11-20', part: wave + 1, zippedAt });
  for (const to of ['imap', 'graph'] as const) {
    await deployment.putPackage(to, name, await buildPackage({ name, items: items[to] }));
    await startRun(deployment, to);
  }
}

function expectedContents(messages: readonly Message[]): ExpectedContents {
  const contents = new Map<string, Set<string>>();
  for (const { eml, mailboxes } of messages) {
    const sha256 = hash('sha256', eml);
    for (const mailbox of mailboxes) {
      const items = contents.get(mailbox) ?? new Set<string>();
      contents.set(mailbox, items.add(sha256));
    }
  }
  return contents;
}
