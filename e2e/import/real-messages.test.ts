import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createMessages,
  createPeople,
  type ExpectedMessage,
} from '#e2e/fixtures/expected-deliveries.ts';
import { normaliseText, readMailboxes, type FiledMessage } from '#e2e/fixtures/read-mailboxes.ts';
import { startTestDeployment, type TestDeployment } from '#e2e/servers/test-deployment.ts';
import { isActiveRunState } from '#lib/domain/runs/run-state.ts';
import { buildEml } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';

const MESSAGES = 2_000;
const MESSAGES_PER_PACKAGE = 500;
const MINUTES_MS = 60_000;

describe('2,000 real messages for 40 people', { timeout: 5 * MINUTES_MS }, () => {
  const people = createPeople(40);
  const expected = createMessages(people, MESSAGES);
  const mapping = people
    .filter(({ way }) => way === 'mapping-file')
    .map(({ person }) => ({ mobileNumber: person.mobileNumber, mailbox: person.address }));
  let deployment: TestDeployment;
  let connectorId: string;

  beforeEach(async () => {
    const organisation = {
      name: 'Fjord',
      domain: 'fjord.example',
      people: people.map(({ person }) => person),
    };
    deployment = await startTestDeployment(organisation);
    connectorId = await deployment.createConnector(mapping);
    for (let part = 1; (part - 1) * MESSAGES_PER_PACKAGE < MESSAGES; part++) {
      await deployment.putPackage(...(await packageOf(part)));
    }
  }, MINUTES_MS);
  afterEach(() => deployment.close());

  async function packageOf(part: number): Promise<[string, Buffer]> {
    const zippedAt = new Date('2026-11-21T05:00:00Z');
    const name = packageName({ day: '2026-11-20', part, zippedAt });
    const start = (part - 1) * MESSAGES_PER_PACKAGE;
    const items = expected
      .slice(start, start + MESSAGES_PER_PACKAGE)
      .map(({ message }) => ({ entryName: `${message.messageId}.eml`, eml: buildEml(message) }));
    return [name, await buildPackage({ name, items })];
  }

  function expectEveryMessageOnce(): void {
    const everybody = people.map(({ person }) => person);
    const found = readMailboxes(deployment.sandbox.mailboxes, everybody);
    expect(sorted(found)).toEqual(sorted(mailboxesOf(expected)));
  }

  function getRun(runId: string) {
    return deployment.db.run.findUniqueOrThrow({ where: { id: runId } });
  }

  async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) await sleep(50);
  }

  async function waitForRun(runId: string): Promise<void> {
    await waitUntil(async () => !isActiveRunState((await getRun(runId)).state));
  }

  test('each reaches every matched participant once, the unmapped are held, the books balance', async () => {
    await deployment.startWorker();
    const runId = await deployment.startRun(connectorId);
    await waitForRun(runId);

    expect(await getRun(runId)).toMatchObject(countersOf(expected));
    expectEveryMessageOnce();

    const again = await deployment.startRun(connectorId);
    await waitForRun(again);
    expect(await getRun(again)).toMatchObject({ state: 'completed', availableForImport: 0 });
    expectEveryMessageOnce();
  });

  test('a worker killed again and again leaves the same mailboxes, with nothing twice', async () => {
    let worker = await deployment.startWorker();
    const runId = await deployment.startRun(connectorId);
    for (const share of [0.1, 0.4, 0.7]) {
      const enough = share * countersOf(expected).imported;
      await waitUntil(async () => (await getRun(runId)).imported >= enough);
      expect((await getRun(runId)).state).toBe('delivering');
      if (worker.pid === undefined) throw new Error('the worker has no process');
      process.kill(worker.pid, 'SIGKILL');
      await worker.ended;
      worker = await deployment.startWorker();
    }
    await waitForRun(runId);

    expect(await getRun(runId)).toMatchObject(countersOf(expected));
    expectEveryMessageOnce();
  });
});

function countersOf(expected: readonly ExpectedMessage[]) {
  const imported = expected.reduce((sum, { mailboxes }) => sum + mailboxes.length, 0);
  const held = expected.filter(({ mailboxes }) => mailboxes.length === 0).length;
  return {
    state: 'completed',
    findings: [],
    itemsInManifests: expected.length,
    itemsAvailable: expected.length,
    availableForImport: imported + held,
    imported,
    partiallyImported: 0,
    skipped: 0,
    failed: 0,
    held,
  };
}

function mailboxesOf(
  expected: readonly ExpectedMessage[],
): ReadonlyMap<string, readonly FiledMessage[]> {
  const mailboxes = new Map<string, FiledMessage[]>();
  for (const { message, mailboxes: addresses } of expected) {
    const at = message.date.toISOString().replace('.000Z', 'Z');
    const filed = {
      folder: 'Telegram Archiver',
      isDraft: false,
      isRead: true,
      text: normaliseText(message.text),
      from: message.from.emailAddress ?? `${message.from.mobileNumber ?? ''}@no-email.invalid`,
      receivedAt: at,
      sentAt: at,
      attachments: [],
      original: buildEml(message).toString('base64'),
    };
    for (const address of addresses) {
      mailboxes.set(address, [...(mailboxes.get(address) ?? []), filed]);
    }
  }
  return mailboxes;
}

function sorted(mailboxes: ReadonlyMap<string, readonly FiledMessage[]>) {
  const byOriginal = (one: FiledMessage, other: FiledMessage) =>
    one.original < other.original ? -1 : 1;
  return [...mailboxes]
    .map(([address, messages]) => ({ address, messages: messages.toSorted(byOriginal) }))
    .sort((one, other) => (one.address < other.address ? -1 : 1));
}
