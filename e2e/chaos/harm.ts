import { setTimeout as sleep } from 'node:timers/promises';
import { type ChaosDeployment, grantPermissions } from '#e2e/chaos/chaos-deployment.ts';
import { fillDisk } from '#e2e/chaos/staging-disk.ts';
import type { Disturbance } from '#lib/sandbox/graph/disturbance.ts';
import type { SeededRandom } from '#lib/sandbox/sample-week/seeded-random.ts';

/** What the Graph stand-in does to requests at present. */
export type GraphWeather = { disturbance: Disturbance | undefined };

export type HarmTools = {
  readonly deployment: ChaosDeployment;
  readonly random: SeededRandom;
  readonly weather: GraphWeather;
  /** Where the staging area is a small disk of its own. */
  readonly stagingDisk: string | undefined;
};

type Harm = {
  readonly name: string;
  readonly weight: number;
  readonly isKill: boolean;
  readonly inflict: (tools: HarmTools) => Promise<void>;
};

const HOUR_MS = 3_600_000;

/** Kills, and what else goes wrong in a life. Each returns when the part is up again. */
const harms: readonly Harm[] = [
  {
    name: 'worker killed',
    weight: 12,
    isKill: true,
    inflict: ({ deployment, random }) => {
      random.pick(deployment.workers).kill();
      return Promise.resolve();
    },
  },
  {
    name: 'web killed',
    weight: 1,
    isKill: true,
    inflict: ({ deployment }) => {
      deployment.web?.kill();
      return Promise.resolve();
    },
  },
  {
    name: 'PostgreSQL killed',
    weight: 2,
    isKill: true,
    inflict: ({ deployment }) => deployment.killPostgres(),
  },
  {
    name: 'IMAP server killed',
    weight: 4,
    isKill: true,
    async inflict({ deployment: { dovecot }, random }) {
      await dovecot.kill();
      await sleep(random.whole(0, 500));
      await dovecot.restart();
    },
  },
  {
    name: 'IMAP connections dropped',
    weight: 3,
    isKill: false,
    async inflict({ deployment: { proxy }, random }) {
      const isToServer = random.chance(0.5);
      proxy.setPassage(isToServer ? { toServer: () => 'cut' } : { toClient: () => 'cut' });
      await sleep(random.whole(50, 400));
      proxy.setPassage({});
    },
  },
  {
    name: 'Graph throttles',
    weight: 2,
    isKill: false,
    inflict: ({ weather, random }) =>
      during(weather, random, { kind: 'answer', status: 429, retryAfterSeconds: 1 }),
  },
  {
    name: 'Graph drops requests that it has done',
    weight: 2,
    isKill: false,
    inflict: ({ weather, random }) => during(weather, random, { kind: 'drop', done: 'at-once' }),
  },
  {
    name: 'Graph does requests after their connection is gone',
    weight: 2,
    isKill: false,
    inflict: ({ weather, random }) =>
      during(weather, random, { kind: 'drop', done: { afterMs: 1_500 } }),
  },
  {
    name: 'Graph is down',
    weight: 1,
    isKill: false,
    inflict: ({ weather, random }) => during(weather, random, { kind: 'answer', status: 503 }),
  },
  {
    name: 'permission revoked, and granted again',
    weight: 1,
    isKill: false,
    async inflict({ deployment: { sandbox }, random }) {
      await sandbox.permissions.revoke();
      await sleep(random.whole(500, 3_000));
      await grantPermissions(sandbox);
    },
  },
  {
    name: 'clock stepped',
    weight: 2,
    isKill: false,
    inflict: ({ deployment, random }) =>
      deployment.stepClock(random.whole(-26 * HOUR_MS, 26 * HOUR_MS)),
  },
  {
    name: 'staging disk full',
    weight: 1,
    isKill: false,
    async inflict({ stagingDisk, random }) {
      if (stagingDisk === undefined) return;
      const empty = await fillDisk(stagingDisk);
      await sleep(random.whole(500, 3_000));
      await empty();
    },
  },
];

/** @returns what was done */
export async function inflictHarm(tools: HarmTools): Promise<Pick<Harm, 'name' | 'isKill'>> {
  const possible = harms.filter(({ name }) => name !== 'web killed' || hasWeb(tools));
  const harm = tools.random.pick(
    possible.flatMap((it) => Array.from({ length: it.weight }, () => it)),
  );
  await harm.inflict(tools);
  return harm;
}

function hasWeb({ deployment }: HarmTools): boolean {
  return deployment.web !== undefined;
}

async function during(
  weather: GraphWeather,
  random: SeededRandom,
  disturbance: Disturbance,
): Promise<void> {
  weather.disturbance = disturbance;
  await sleep(random.whole(100, 2_000));
  weather.disturbance = undefined;
}
