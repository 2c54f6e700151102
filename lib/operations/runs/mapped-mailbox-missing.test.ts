import { afterEach, expect, test } from 'vitest';
import { insertMapping } from '#e2e/servers/test-held-items.ts';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { listUnmatchedParticipants } from '#lib/db/run-exceptions.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import { buildEml } from '#lib/sandbox/packages/build-eml.ts';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';

const maja = { name: 'Maja Lie', mobileNumber: '4791234567', emailAddress: 'maja@fjord.example' };
const customer = { name: 'Kim Holm', mobileNumber: '4520123456', emailAddress: null };

let under: TestImport | undefined;
afterEach(async () => {
  await under?.close();
  under = undefined;
});

/** A message from Maja to Kim, with a mapping file that gives both a mailbox that does not exist. */
async function importWithMissingMailboxes() {
  const destination = openMemoryDestination();
  const mailboxes = [{ address: maja.emailAddress, aliases: [] }];
  under = await createTestImport({ destination, mailboxes });
  await insertMapping(under, [
    { mobileNumber: maja.mobileNumber, mailbox: 'maja.gone@fjord.example' },
    { mobileNumber: customer.mobileNumber, mailbox: 'kim.gone@fjord.example' },
  ]);
  const day = { day: '2026-11-20', part: 1, zippedAt: new Date('2026-11-21T05:00:00Z') };
  const eml = buildEml({
    messageId: '1@telemessage.example',
    date: new Date('2026-11-20T09:30:00Z'),
    from: maja,
    to: [customer],
    subject: 'Telegram message',
    text: 'Hello',
  });
  const name = packageName(day);
  under.packages.set(name, await buildPackage({ name, items: [{ entryName: '0.eml', eml }] }));
  const runId = await under.startRun();
  await under.work();
  return { ...under, runId };
}

test('a mapped mailbox that does not exist falls back to the e-mail address, and the run tells', async () => {
  const { db, runId } = await importWithMissingMailboxes();

  expect(await db.run.findUnique({ where: { id: runId } })).toMatchObject({
    state: 'completed',
    imported: 1,
    held: 0,
  });
  expect(
    await db.delivery.findMany({
      where: { runId },
      select: { mailbox: true, rule: true, matchedBy: true, mappingVersionId: true },
    }),
  ).toEqual([
    {
      mailbox: maja.emailAddress,
      rule: 'e-mail',
      matchedBy: maja.emailAddress,
      mappingVersionId: null,
    },
  ]);
  expect(await listUnmatchedParticipants(db, runId, { skip: 0, take: 10 })).toEqual([
    {
      mobileNumber: customer.mobileNumber,
      emailAddress: null,
      reason: 'mapped-mailbox-missing',
      missingMailbox: 'kim.gone@fjord.example',
      mappingVersion: 1,
      mappingLine: 3,
      items: 1,
    },
    {
      mobileNumber: maja.mobileNumber,
      emailAddress: maja.emailAddress,
      reason: 'mapped-mailbox-missing-e-mail-used',
      missingMailbox: 'maja.gone@fjord.example',
      mappingVersion: 1,
      mappingLine: 2,
      items: 1,
    },
  ]);
});
