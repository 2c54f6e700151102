import { afterEach, describe, expect, test } from 'vitest';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import type { Destination } from '#lib/destinations/port.ts';
import { PortError } from '#lib/domain/errors.ts';
import { buildEml } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';

const maja = { name: 'Maja Lie', mobileNumber: '4791234567', emailAddress: 'maja@fjord.example' };
const jonas = {
  name: 'Jonas Berg',
  mobileNumber: '46701234567',
  emailAddress: 'jonas@fjord.example',
};
const mailboxes = [maja, jonas].map(({ emailAddress: address }) => ({ address, aliases: [] }));

/** From Maja to Jonas, hence filed twice. */
function message(id: string) {
  return {
    messageId: `${id}@telemessage.example`,
    date: new Date('2026-11-20T09:30:00Z'),
    from: maja,
    to: [jonas],
    subject: 'Telegram message',
    text: `text of ${id}`,
  };
}

function packageOf(messages: readonly ReturnType<typeof message>[]): Promise<[string, Buffer]> {
  const zippedAt = new Date('2026-11-21T05:00:00Z');
  const name = packageName({ day: '2026-11-20', part: 1, zippedAt });
  const items = messages.map((eml, index) => ({ entryName: `${index}.eml`, eml: buildEml(eml) }));
  return buildPackage({ name, items }).then((bytes) => [name, bytes]);
}

describe('an import that reads the mailboxes back', () => {
  let under: TestImport | undefined;
  afterEach(async () => {
    await under?.close();
    under = undefined;
  });

  async function setUp(wrap: (inner: Destination) => Destination) {
    under = await createTestImport({ destination: wrap(openMemoryDestination()), mailboxes });
    return under;
  }
  function getRun(runId: string) {
    return under?.db.run.findUniqueOrThrow({ where: { id: runId } });
  }

  test('is not green when the read-back misses a message or finds it twice', async () => {
    const { packages, startRun, work } = await setUp((destination) => ({
      ...destination,
      async *listDelivered(at, runId) {
        for await (const filed of destination.listDelivered(at, runId)) {
          if (at.mailbox === jonas.emailAddress) continue;
          yield filed;
          yield filed;
        }
      },
    }));
    packages.set(...(await packageOf([message('1')])));
    const runId = await startRun();
    await work();

    expect(await getRun(runId)).toMatchObject({
      state: 'not-reconciled',
      findings: [
        { code: 'missing-in-mailbox', mailbox: 'jonas@fjord.example', found: 1 },
        { code: 'twice-in-mailbox', mailbox: 'maja@fjord.example', found: 1 },
      ],
    });
  });

  test('closes, not green, when a mailbox is deleted before it is read back', async () => {
    const { packages, startRun, work } = await setUp((destination) => ({
      ...destination,
      listDelivered(at, runId) {
        if (at.mailbox === jonas.emailAddress)
          throw new PortError('mailbox-missing', 'reject-item');
        return destination.listDelivered(at, runId);
      },
    }));
    packages.set(...(await packageOf([message('1')])));
    const runId = await startRun();
    await work();

    expect(await getRun(runId)).toMatchObject({
      state: 'not-reconciled',
      waitingFor: null,
      findings: [{ code: 'missing-in-mailbox', mailbox: 'jonas@fjord.example', found: 1 }],
    });
  });

  test('is green when a folder was created anew while it was delivered', async () => {
    let attempts = 0;
    const { packages, startRun, work, db } = await setUp((destination) => ({
      ...destination,
      ensureFolder(mailbox, name) {
        if (mailbox === jonas.emailAddress) attempts += 1;
        return destination.ensureFolder(mailbox, `${name} ${attempts}`);
      },
      // Of the first attempt one message arrives.
      async deliver(at, outgoing) {
        if (at.mailbox !== jonas.emailAddress || attempts > 1) {
          return destination.deliver(at, outgoing);
        }
        await destination.deliver(at, outgoing.slice(0, 1));
        throw new PortError('connection-lost', 'retry', { isInDoubt: true });
      },
    }));
    packages.set(...(await packageOf([message('1'), message('2')])));
    const runId = await startRun();
    await expect(work()).rejects.toMatchObject({ code: 'connection-lost' });
    await work();

    expect(await getRun(runId)).toMatchObject({ state: 'completed', findings: [], imported: 4 });
    const folders = await db.delivery.groupBy({
      by: ['folderId'],
      where: { mailbox: jonas.emailAddress },
    });
    expect(folders).toHaveLength(2);
  });
});
