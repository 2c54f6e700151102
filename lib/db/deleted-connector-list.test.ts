import { afterEach, expect, test } from 'vitest';
import {
  actor,
  createTestHeldItems,
  maja,
  messageOf,
  type TestHeldItems,
} from '#e2e/servers/test-held-items.ts';
import {
  countDeletedConnectors,
  listDeletedConnectorPage,
} from '#lib/db/deleted-connector-list.ts';
import { deleteConnector } from '#lib/operations/connectors/delete-connector.ts';
import { releaseHeldItems } from '#lib/operations/held-items/release-held-items.ts';

let under: TestHeldItems | undefined;
afterEach(async () => {
  await under?.close();
  under = undefined;
});

test('a deleted connector is listed with what became of what it held', async () => {
  under = await createTestHeldItems(['a', 'b', 'c', 'd'].map((id) => messageOf(id)));
  const { db, services, connectorId } = under;
  const page = { skip: 0, take: 10 };
  await under.work();
  expect(await listDeletedConnectorPage(db, page)).toEqual([]);

  await deleteConnector(services, { connectorId, name: 'Test', actor });
  const [released = '', replayed = ''] = await under.listItemIds();
  await releaseHeldItems(services, { itemIds: [released], reason: 'Not ours.', actor });
  const { runId } = under;
  expect(await listDeletedConnectorPage(db, page)).toMatchObject([
    {
      id: connectorId,
      name: 'Test',
      deletedBy: actor.email,
      imports: 1,
      evidence: 1,
      items: { held: 3, replayed: 0, released: 1 },
    },
  ]);

  // One finds its mailbox, held anew until then; the others wait on.
  await under.replayAll({ text: '1.eml' });
  await under.work();
  await under.map([
    { mobileNumber: messageOf('b').from.mobileNumber ?? '', mailbox: maja.emailAddress },
  ]);
  await under.replayAll({ text: '1.eml' });
  await under.work();
  expect(await under.countFiled(maja.emailAddress, [runId])).toBe(0);
  expect(await db.delivery.count({ where: { itemId: replayed, state: 'imported' } })).toBe(1);
  expect(await listDeletedConnectorPage(db, page)).toMatchObject([
    { imports: 3, evidence: 3, items: { held: 2, replayed: 1, released: 1 } },
  ]);
  expect(await countDeletedConnectors(db)).toBe(1);
});
