import { afterEach, describe, expect, test } from 'vitest';
import {
  actor,
  createTestHeldItems,
  messageOf,
  type TestHeldItems,
} from '#e2e/servers/test-held-items.ts';
import { releaseHeldItems } from './release-held-items.ts';

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

  test('are let go with a written reason, and only their bytes are purged', async () => {
    const under = await setUp([messageOf('1'), messageOf('2')]);
    await under.work();
    const [first = ''] = await under.listItemIds();
    const release = { itemIds: [first], reason: ' A test message. ', actor };
    expect(await releaseHeldItems(under.services, release)).toEqual({ released: 1 });
    await under.work();

    expect(await under.countHeldNow()).toBe(1);
    expect(await under.countStaged()).toBe(1);
    expect(await under.db.item.findUniqueOrThrow({ where: { id: first } })).toMatchObject({
      state: 'released',
      stagingKey: null,
    });
    expect(await under.db.delivery.findFirstOrThrow({ where: { itemId: first } })).toMatchObject({
      state: 'held',
      reason: 'unmapped',
      resolution: 'released',
      resolvedBy: actor.email,
      resolvedReason: 'A test message.',
    });
    await expect(releaseHeldItems(under.services, release)).rejects.toMatchObject({
      code: 'nothing-held',
    });
  });

  test('are not let go without a reason', async () => {
    const under = await setUp([messageOf('1')]);
    await under.work();
    const release = { itemIds: await under.listItemIds(), reason: '  ', actor };

    await expect(releaseHeldItems(under.services, release)).rejects.toMatchObject({
      code: 'reason-missing',
    });
    expect(await under.countHeldNow()).toBe(1);
  });

  test('are not let go while they are being replayed', async () => {
    const under = await setUp([messageOf('1')]);
    await under.work();
    await under.replayAll();
    const release = { itemIds: await under.listItemIds(), reason: 'x', actor };

    await expect(releaseHeldItems(under.services, release)).rejects.toMatchObject({
      code: 'being-replayed',
    });
  });

  test('go one way only when two people decide at once', async () => {
    const under = await setUp([messageOf('1')]);
    await under.work();
    const release = { itemIds: await under.listItemIds(), reason: 'x', actor };

    const results = await Promise.allSettled([
      under.replayAll(),
      releaseHeldItems(under.services, release),
    ]);

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('leave an entry in the audit log with whatever is decided', async () => {
    const under = await setUp([messageOf('1'), messageOf('2')]);
    await under.work();
    const [first = ''] = await under.listItemIds();
    await releaseHeldItems(under.services, { itemIds: [first], reason: 'Not ours.', actor });
    const { started } = await under.replayAll({ reason: 'unmapped' });

    expect(await under.db.auditEntry.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      {
        action: 'held-items-released',
        actorName: actor.email,
        connectorId: under.connectorId,
        subjects: { itemIds: [first] },
        details: { items: 1, reason: 'Not ours.' },
      },
      {
        action: 'held-items-replayed',
        subjects: { runId: started[0]?.runId },
        details: { items: 1, reason: 'unmapped' },
      },
    ]);
  });
});
