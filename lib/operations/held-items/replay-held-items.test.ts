import { afterEach, describe, expect, test } from 'vitest';
import {
  actor,
  createTestHeldItems,
  jonas,
  kim,
  lars,
  maja,
  messageOf,
  type TestHeldItems,
} from '#e2e/servers/test-held-items.ts';
import { PortError } from '#lib/domain/errors.ts';
import { replayHeldItems } from './replay-held-items.ts';

describe('held items', () => {
  let created: TestHeldItems | undefined;
  afterEach(async () => {
    await created?.close();
    created = undefined;
  });

  async function setUp(...args: Parameters<typeof createTestHeldItems>) {
    created = await createTestHeldItems(...args);
    return created;
  }

  test('are delivered once the mapping knows them, in a run with books of its own', async () => {
    const under = await setUp([messageOf('1'), messageOf('2')]);
    await under.work();
    await under.map([{ mobileNumber: kim.mobileNumber, mailbox: maja.emailAddress }]);
    const { started } = await under.replayAll();
    await under.work();

    expect(started).toMatchObject([{ connectorName: 'Test', items: 2 }]);
    const [replay] = started;
    expect(await under.readRun(replay?.runId)).toMatchObject({
      trigger: 'replay',
      startedBy: actor.email,
      state: 'completed',
      findings: [],
      itemsInManifests: 2,
      itemsAvailable: 2,
      availableForImport: 2,
      imported: 2,
      held: 0,
    });
    expect(await under.readRun(under.runId)).toMatchObject({ state: 'completed', held: 2 });
    expect(await under.countFiled(maja.emailAddress, [replay?.runId ?? ''])).toBe(2);
    expect(await under.countHeldNow()).toBe(0);
    expect(await under.countStaged()).toBe(0);
  });

  test('stay held, with their bytes, when nobody knows them still', async () => {
    const under = await setUp([messageOf('1')]);
    await under.work();
    const { started } = await under.replayAll();
    await under.work();

    expect(await under.readRun(started[0]?.runId)).toMatchObject({
      state: 'completed',
      itemsAvailable: 1,
      availableForImport: 1,
      held: 1,
    });
    expect(await under.countHeldNow()).toBe(1);
    expect(await under.countStaged()).toBe(1);
  });

  test('are tried again with the mailbox that refused, and with no other', async () => {
    let isRefusing = true;
    const under = await setUp([messageOf('1', { from: maja, to: [jonas] })], (inner) => ({
      ...inner,
      ensureFolder(mailbox, name) {
        if (isRefusing && mailbox === jonas.emailAddress) {
          throw new PortError('mailbox-missing', 'reject-item');
        }
        return inner.ensureFolder(mailbox, name);
      },
    }));
    await under.work();
    isRefusing = false;
    const { started } = await under.replayAll({ reason: 'refused-by-mailbox' });
    await under.work();

    const runIds = [under.runId, started[0]?.runId ?? ''];
    expect(await under.countFiled(maja.emailAddress, runIds)).toBe(1);
    expect(await under.countFiled(jonas.emailAddress, runIds)).toBe(1);
    expect(await under.countStaged()).toBe(0);
  });

  test('are not filed again in a mailbox that has them under the name it had before', async () => {
    let isRefusing = true;
    const under = await setUp([messageOf('1', { from: maja, to: [jonas] })], (inner) => ({
      ...inner,
      ensureFolder(mailbox, name) {
        if (isRefusing && mailbox === jonas.emailAddress) {
          throw new PortError('mailbox-missing', 'reject-item');
        }
        return inner.ensureFolder(mailbox, name);
      },
    }));
    await under.work();
    isRefusing = false;
    under.rename(maja.emailAddress, 'maja.holm@fjord.example');
    const { started } = await under.replayAll();
    await under.work();

    const runIds = [under.runId, started[0]?.runId ?? ''];
    expect(await under.countFiled(jonas.emailAddress, runIds)).toBe(1);
    expect(await under.countFiled('maja.holm@fjord.example', runIds)).toBe(0);
    expect(await under.readRun(started[0]?.runId)).toMatchObject({ imported: 1 });
  });

  test('go to a mailbox that was held under the name it had before', async () => {
    const under = await setUp([messageOf('1', { from: maja, to: [jonas] })], (inner) => ({
      ...inner,
      ensureFolder(mailbox, name) {
        if (mailbox === jonas.emailAddress) throw new PortError('mailbox-missing', 'reject-item');
        return inner.ensureFolder(mailbox, name);
      },
    }));
    await under.work();
    under.rename(jonas.emailAddress, 'jonas.lie@fjord.example');
    const { started } = await under.replayAll();
    await under.work();

    const runIds = [under.runId, started[0]?.runId ?? ''];
    expect(await under.countFiled('jonas.lie@fjord.example', runIds)).toBe(1);
    expect(await under.countFiled(maja.emailAddress, runIds)).toBe(1);
    expect(await under.countHeldNow()).toBe(0);
  });

  test('are delivered when the connector is allowed larger ones', async () => {
    const under = await setUp([messageOf('1', { from: maja, to: [jonas] })]);
    const { db, connectorId } = under;
    await db.connector.update({ where: { id: connectorId }, data: { largestItemBytes: 10 } });
    await under.work();
    expect(await under.countHeldNow()).toBe(2);
    await db.connector.update({ where: { id: connectorId }, data: { largestItemBytes: 10_000 } });
    const { started } = await under.replayAll({ reason: 'too-large' });
    await under.work();

    expect(await under.readRun(started[0]?.runId)).toMatchObject({
      itemsInManifests: 1,
      availableForImport: 2,
      imported: 2,
    });
  });

  test('are replayed one, or those of a person, or those of a reason', async () => {
    const under = await setUp([
      messageOf('1'),
      messageOf('2', { from: lars, to: [kim] }),
      messageOf('3', { from: lars, to: [lars] }),
    ]);
    await under.work();
    const [first = ''] = await under.listItemIds();
    const count = async (started: Promise<{ started: readonly { items: number }[] }>) => {
      const items = (await started).started[0]?.items;
      await under.work();
      return items;
    };

    const one = { selection: { itemIds: [first] }, actor };
    expect(await count(replayHeldItems(under.services, one))).toBe(1);
    expect(await count(under.replayAll({ person: '+45 20 12 34 56' }))).toBe(2);
    expect(await count(under.replayAll({ reason: 'unmapped' }))).toBe(3);
    await expect(under.replayAll({ reason: 'too-large' })).rejects.toMatchObject({
      code: 'nothing-held',
    });
  });

  test('reach a mailbox once, however often the replay is killed', async () => {
    let crashes = 2;
    const under = await setUp([messageOf('1'), messageOf('2')], (inner) => ({
      ...inner,
      async deliver(at, messages) {
        const outcomes = await inner.deliver(at, messages);
        if (crashes-- > 0) throw new Error('killed');
        return outcomes;
      },
    }));
    await under.work();
    await under.map([{ mobileNumber: kim.mobileNumber, mailbox: maja.emailAddress }]);
    const { started } = await under.replayAll();
    await expect(under.work()).rejects.toThrow('killed');
    await expect(under.work()).resolves.toBeUndefined();

    expect(await under.readRun(started[0]?.runId)).toMatchObject({
      state: 'completed',
      imported: 2,
    });
    expect(await under.countFiled(maja.emailAddress, [started[0]?.runId ?? ''])).toBe(2);
  });

  test('are read once by a replay whose job is done more than once', async () => {
    const under = await setUp([messageOf('1'), messageOf('2')]);
    await under.work();
    await under.map([{ mobileNumber: kim.mobileNumber, mailbox: maja.emailAddress }]);
    const { started } = await under.replayAll();
    const job = under.jobs[0];
    if (job !== undefined) under.jobs.push(job, job);
    await under.work();

    expect(await under.readRun(started[0]?.runId)).toMatchObject({
      state: 'completed',
      itemsAvailable: 2,
      imported: 2,
    });
  });

  test('whose bytes are lost end no replay', async () => {
    const under = await setUp([messageOf('1'), messageOf('2')]);
    await under.work();
    await under.map([{ mobileNumber: kim.mobileNumber, mailbox: maja.emailAddress }]);
    const [first = ''] = await under.listItemIds();
    await under.services.staging.remove(`held/${first}`);
    const { started } = await under.replayAll();
    await under.work();

    expect(await under.readRun(started[0]?.runId)).toMatchObject({
      state: 'completed',
      imported: 1,
      held: 1,
    });
    expect(await under.db.item.findUniqueOrThrow({ where: { id: first } })).toMatchObject({
      state: 'held',
      holdReason: 'unreadable',
    });
  });

  test('are not replayed while an import of the connector is in progress', async () => {
    const under = await setUp([messageOf('1')]);
    await under.work();
    await under.startRun();

    await expect(under.replayAll()).rejects.toMatchObject({ code: 'run-already-active' });
    expect(await under.db.replayItem.count()).toBe(0);
  });

  test('are not replayed by a paused connector', async () => {
    const under = await setUp([messageOf('1')]);
    await under.work();
    await under.db.connector.updateMany({ data: { state: 'paused' } });

    await expect(under.replayAll()).rejects.toMatchObject({ code: 'connector-paused' });
  });
});
