import path from 'node:path';
import type { Page } from '@playwright/test';
import { expectedMailboxes, readMapping, sortMailboxes } from '#e2e/fixtures/expected-mailboxes.ts';
import { normaliseText, readMailboxes, type FiledMessage } from '#e2e/fixtures/read-mailboxes.ts';
import { readPackages } from '#e2e/fixtures/read-packages.ts';
import { expectedRecords, readRecords, recordOf } from '#e2e/fixtures/read-records.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import {
  acceptTerms,
  connect,
  expectStep,
  giveConsentWhereAsked,
} from '#e2e/fixtures/wizard-steps.ts';
import type { Stack } from '#e2e/servers/stack.ts';
import { openMailboxStore } from '#lib/sandbox/mailboxes/mailbox-store.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import { packageDirectory } from '#lib/sandbox/sandbox.ts';

const IMPORT_TIMEOUT_MS = 180_000;

// What is in the mailboxes must come from these journeys alone. Telegram's is the whole story.
test.use({ stackName: 'kinds' });
test.describe.configure({ timeout: IMPORT_TIMEOUT_MS + 120_000 });

test('WeChat: WeChat and WeCom chats, calls, files and recalled messages from the overview to the mailboxes', async ({
  page,
  stack,
  signInAs,
}) => {
  await signInAs(page, accounts.globalAdministrator);
  await setUp(page, stack, { product: 'WeChat Archiver', username: 'fjord-wechat' });

  const folder = 'WeChat Archiver';
  const items = await readPackages(packageDirectory(stack.dataDir, 'fjord-wechat'));
  const mapping = await readMapping(mappingFile(stack));
  const found = readFolder(stack, folder);
  expect(sortMailboxes(found)).toEqual(
    sortMailboxes(expectedMailboxes(items, { mapping, folder })),
  );

  const filed = [...found.values()].flat();
  for (const kind of [
    /^WeChat (?:voice|video) call\n/,
    /^WeCom (?:voice|video) call\n/,
    /^RECALLED\n/,
    /^EDIT\n/,
  ]) {
    expect(filed.some(({ text }) => kind.test(text))).toBe(true);
  }
  expect(filed.some(({ attachments }) => attachments[0]?.[0].endsWith('.pdf'))).toBe(true);
});

test('O2: SMS and voice calls from the overview to the mailboxes', async ({
  page,
  stack,
  signInAs,
}) => {
  await signInAs(page, accounts.globalAdministrator);
  await setUp(page, stack, { product: 'O2 Network', username: 'fjord-o2' });

  const filed = await expectRecords(stack, {
    username: 'fjord-o2',
    folder: 'O2 SMS and Voice Network Archiver',
  });
  const records = filed.map(recordOf);
  expect(new Set(records.map(({ messageContext }) => messageContext))).toEqual(
    new Set(['pager-message', 'voice-call', 'event']),
  );
  const calls = filed.filter((message) => recordOf(message).callInfo.length > 0);
  for (const call of calls) {
    const [info] = recordOf(call).callInfo;
    expect(call.text).toContain(`Outcome: ${info?.callStatus}`);
    expect(call.text).toContain(`Call ID: ${info?.callID}`);
    expect(call.text).toMatch(/^Duration: /m);
  }
  const recordings = calls.filter(({ attachments }) => attachments[0]?.[0].endsWith('.wav'));
  expect(recordings.length).toBeGreaterThan(0);
  expect(calls.length).toBeGreaterThan(recordings.length);
  expect(filed.some(({ text }) => text.startsWith('EDIT\n'))).toBe(true);
});

test('AT&T: SMS and MMS from the overview to the mailboxes', async ({ page, stack, signInAs }) => {
  await signInAs(page, accounts.globalAdministrator);
  await setUp(page, stack, { product: 'AT&T Network', username: 'fjord-att' });

  const filed = await expectRecords(stack, {
    username: 'fjord-att',
    folder: 'AT&T SMS/MMS Network Archiver',
  });
  const records = filed.map(recordOf);
  expect(new Set(records.map(({ messageContext }) => messageContext))).toEqual(
    new Set(['pager-message', 'multimedia-message', 'event']),
  );
  expect(filed.some(({ attachments }) => attachments[0]?.[0].endsWith('.png'))).toBe(true);
  expect(filed.some(({ text }) => text.startsWith('DELETED For All\n'))).toBe(true);
});

type Setup = { readonly product: string; readonly username: string };

/** From the overview through the wizard, and until the first import has ended. */
async function setUp(page: Page, stack: Stack, { product, username }: Setup): Promise<void> {
  await page.goto('/data-connectors');
  await page.getByRole('link', { name: `View ${product}` }).click();
  await page.getByRole('button', { name: 'Add connector' }).click();
  await expectStep(page, 'Terms of service');
  await acceptTerms(page);
  await connect(page, product, { username, password: 'Sandbox-2026' });
  await page.locator('input[type=file]').setInputFiles(mappingFile(stack));
  await expect(page.getByText(/no problem found/)).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await giveConsentWhereAsked(page);
  await expectStep(page, 'Review');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expectStep(page, `${product} has been created`);
  await page.getByRole('link', { name: 'Go to Connectors' }).click();
  await expect(page.getByRole('progressbar').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: IMPORT_TIMEOUT_MS });
}

function mappingFile({ dataDir }: Stack): string {
  return path.join(dataDir, 'sandbox', 'sample-mapping.csv');
}

/**
 * Every record of the packages is in the mailboxes of everybody on it, byte for byte and nowhere
 * else, dated by its event, with its text and its media. @returns what is filed
 */
async function expectRecords(
  stack: Stack,
  { username, folder }: { readonly username: string; readonly folder: string },
): Promise<readonly FiledMessage[]> {
  const records = await readRecords(packageDirectory(stack.dataDir, username));
  expect(records.length).toBeGreaterThan(100);
  const found = readFolder(stack, folder);
  const bytes = [...found].map(([address, messages]) => [
    address,
    messages.map((message) => recordOf(message).bytes).sort(),
  ]);
  expect(Object.fromEntries(bytes)).toEqual(
    expectedRecords(records, await readMapping(mappingFile(stack))),
  );
  const filed = [...found.values()].flat();
  for (const message of filed) {
    const { messageTime, textContent, attachment, change } = recordOf(message);
    const { isDraft, isRead, receivedAt, sentAt, attachments, text } = message;
    expect({ isDraft, isRead, receivedAt, sentAt }).toEqual({
      isDraft: false,
      isRead: true,
      receivedAt: messageTime,
      sentAt: messageTime,
    });
    const media = attachments.filter(([name]) => name !== 'original-record.json');
    expect(media).toEqual(attachment.map(({ name, content }) => [name, content]));
    if (change === undefined && textContent !== undefined) {
      expect(text).toBe(normaliseText(textContent));
    }
    if (change !== undefined) expect(text).toContain(change.originalMessageId);
  }
  return filed;
}

/** By the address of its mailbox, what is in this folder. */
function readFolder(
  { dataDir }: Stack,
  name: string,
): ReadonlyMap<string, readonly FiledMessage[]> {
  const store = openMailboxStore(path.join(dataDir, 'sandbox', 'mailboxes.sqlite'));
  const mailboxes = readMailboxes(store, sampleOrganisation.people);
  store.close();
  const inFolder = [...mailboxes].map(([address, messages]) => {
    return [address, messages.filter(({ folder }) => folder === name)] as const;
  });
  return new Map(inFolder.filter(([, messages]) => messages.length > 0));
}
