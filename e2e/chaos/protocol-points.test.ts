import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChaosDeployment, type ChaosDeployment } from '#e2e/chaos/chaos-deployment.ts';
import { checkMaildirs } from '#e2e/chaos/check-maildirs.ts';
import { readRuns, startRun, untilRunsAreClosed } from '#e2e/chaos/runs.ts';
import { createMessages, createPeople } from '#e2e/fixtures/expected-deliveries.ts';
import type { Passage } from '#e2e/servers/dovecot-proxy.ts';
import { findDovecot } from '#e2e/servers/dovecot.ts';
import { buildEml } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';

type Point = {
  readonly name: string;
  /** Whose bytes are watched for the moment. */
  readonly direction: 'toServer' | 'toClient';
  readonly isMoment: (chunk: Buffer) => boolean;
  /** What of the chunk still arrives; all of it when undefined. */
  readonly arrives: (chunk: Buffer) => Buffer | undefined;
  readonly strike: (deployment: ChaosDeployment) => Promise<void>;
};

const killWorker = ({ workers }: ChaosDeployment) => {
  workers[0]?.kill();
  return Promise.resolve();
};
const killServer = async ({ dovecot }: ChaosDeployment) => {
  await dovecot.kill();
  await dovecot.restart();
};
const cutOnly = () => Promise.resolve();
const nothing = Buffer.alloc(0);
const asksToFile = (chunk: Buffer) => chunk.includes(' APPEND ');
const saysFiled = (chunk: Buffer) => chunk.includes('APPENDUID');
const upToLiteral = (chunk: Buffer) => chunk.subarray(0, chunk.indexOf('{'));
const half = (chunk: Buffer) => chunk.subarray(0, Math.floor(chunk.length / 2));
const butTheLastLineEnd = (chunk: Buffer) => chunk.subarray(0, -2);
const everything = () => undefined;

const points: readonly Point[] = [
  ...(
    [
      ['before the literal', upToLiteral],
      ['within the literals', half],
      ['after the literals, before the end of the command', butTheLastLineEnd],
    ] as const
  ).flatMap(([name, arrives]) => {
    const point = { direction: 'toServer', isMoment: asksToFile, arrives } as const;
    return [
      { ...point, name: `the worker is killed ${name}`, strike: killWorker },
      { ...point, name: `the connection breaks ${name}`, strike: cutOnly },
    ];
  }),
  {
    name: 'the server is killed while it files',
    direction: 'toServer',
    isMoment: asksToFile,
    arrives: everything,
    strike: killServer,
  },
  {
    name: 'the OK is lost with the connection',
    direction: 'toClient',
    isMoment: saysFiled,
    arrives: () => nothing,
    strike: cutOnly,
  },
  {
    name: 'the OK is lost with the worker',
    direction: 'toClient',
    isMoment: saysFiled,
    arrives: () => nothing,
    strike: killWorker,
  },
  {
    name: 'the worker is killed when the OK arrives',
    direction: 'toClient',
    isMoment: saysFiled,
    arrives: everything,
    strike: killWorker,
  },
  {
    name: 'the database is killed when the OK arrives, and the receipt is lost',
    direction: 'toClient',
    isMoment: saysFiled,
    arrives: everything,
    strike: (deployment) => deployment.killPostgres(),
  },
];

const MINUTES_MS = 60_000;
const MAILBOXES = 3;
const ITEMS_PER_POINT = 40;

describe.skipIf(findDovecot() === undefined)('every item is once in its mailboxes when', () => {
  const people = createPeople(MAILBOXES);
  const messages = createMessages(people, points.length * ITEMS_PER_POINT);
  const expected = new Map<string, Set<string>>();
  let deployment: ChaosDeployment;

  beforeAll(async () => {
    deployment = await startChaosDeployment({
      people: people.map(({ person }) => person),
      mapping: [],
      workers: 1,
      delayMs: 0,
      disturbGraph: () => undefined,
    });
  }, MINUTES_MS);
  afterAll(() => deployment.close(), MINUTES_MS);

  test.each(points.map((point, number) => ({ ...point, number })))(
    '$name',
    { timeout: 2 * MINUTES_MS },
    async ({ number, ...point }) => {
      await putItems(number);
      const struck = strikeOnce(deployment, point);
      await startRun(deployment, 'imap');
      await struck;
      await untilRunsAreClosed(deployment);

      const { mailDirectory } = deployment.dovecot;
      expect(await checkMaildirs(mailDirectory, 'Telegram Archiver', expected)).toMatchObject({
        missing: 0,
        twice: 0,
        foreign: 0,
      });
      const { runs, sendingsLeft } = await readRuns(deployment);
      expect(runs.map(({ state }) => state)).toEqual(runs.map(() => 'completed'));
      expect(sendingsLeft).toBe(0);
    },
  );

  async function putItems(number: number): Promise<void> {
    const start = number * ITEMS_PER_POINT;
    const items = messages.slice(start, start + ITEMS_PER_POINT).map(({ message, mailboxes }) => {
      const eml = buildEml(message);
      for (const mailbox of mailboxes) {
        const contents = expected.get(mailbox) ?? new Set<string>();
        expected.set(mailbox, contents.add(hash('sha256', eml)));
      }
      return { entryName: `${message.messageId}.eml`, eml };
    });
    const zippedAt = new Date('2026-11-21T05:00:00Z');
    const name = packageName({ day: '2026-11-20', part: number + 1, zippedAt });
    await deployment.putPackage('imap', name, await buildPackage({ name, items }));
  }
});

/** Waits for the moment, strikes, and lets everything pass from then on. */
function strikeOnce(deployment: ChaosDeployment, point: Point): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  let hasStruck = false;
  const passage: Passage = (chunk) => {
    if (hasStruck || !point.isMoment(chunk)) return chunk;
    hasStruck = true;
    point.strike(deployment).then(() => {
      resolve(undefined);
    }, reject);
    const lastBytes = point.arrives(chunk);
    if (lastBytes === undefined) return chunk;
    return lastBytes.length === 0 ? 'cut' : { lastBytes };
  };
  deployment.proxy.setPassage({ [point.direction]: passage });
  return promise;
}
