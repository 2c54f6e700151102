import path from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { readMailboxes } from '#e2e/fixtures/read-mailboxes.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import {
  acceptTerms,
  connect,
  expectStep,
  giveConsentWhereAsked,
} from '#e2e/fixtures/wizard-steps.ts';
import { openMailboxStore } from '#lib/sandbox/mailboxes/mailbox-store.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';

const IMPORT_TIMEOUT_MS = 180_000;

// What is in the mailboxes must come from these journeys alone.
test.use({ stackName: 'kinds' });

test('O2: SMS and voice calls from the overview to the mailboxes', async ({
  page,
  stack,
  signInAs,
}) => {
  test.setTimeout(IMPORT_TIMEOUT_MS + 120_000);
  await signInAs(page, accounts.globalAdministrator);
  await setUp(page, { product: 'O2 Network', username: 'fjord-o2', dataDir: stack.dataDir });

  const filed = readFolder(stack.dataDir, 'O2 SMS and Voice Network Archiver');
  expect(filed.length).toBeGreaterThan(100);
  const call = filed.find(({ text }) => text.startsWith('Kind: Voice call'));
  expect(call?.text).toMatch(/^Duration: /m);
  expect(filed.some(({ attachments }) => attachments[0]?.[0].endsWith('.wav'))).toBe(true);
  expect(filed.some(({ text }) => text.startsWith('EDIT\n'))).toBe(true);
  expect(filed.every(hasRecord)).toBe(true);
});

test('AT&T: SMS and MMS from the overview to the mailboxes', async ({ page, stack, signInAs }) => {
  test.setTimeout(IMPORT_TIMEOUT_MS + 120_000);
  await signInAs(page, accounts.globalAdministrator);
  await setUp(page, { product: 'AT&T Network', username: 'fjord-att', dataDir: stack.dataDir });

  const filed = readFolder(stack.dataDir, 'AT&T SMS/MMS Network Archiver');
  expect(filed.length).toBeGreaterThan(100);
  expect(filed.some(({ attachments }) => attachments[0]?.[0].endsWith('.png'))).toBe(true);
  expect(filed.some(({ text }) => text.startsWith('DELETED For All\n'))).toBe(true);
  expect(filed.every(hasRecord)).toBe(true);
});

test('every kind of the catalog has its page', async ({ page, signInAs }) => {
  await signInAs(page, accounts.reader);
  for (const name of ['WeChat Archiver', 'O2 Network', 'AT&T Network', 'Telegram Archiver']) {
    await page.goto('/data-connectors');
    await page.getByRole('link', { name: `View ${name}` }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await expectAccessible(page);
  }
});

type Setup = { readonly product: string; readonly username: string; readonly dataDir: string };

/** Through the wizard, and until the first import has ended. */
async function setUp(page: Page, { product, username, dataDir }: Setup): Promise<void> {
  await page.goto('/data-connectors');
  await page.getByRole('link', { name: `View ${product}` }).click();
  await page.getByRole('button', { name: 'Add connector' }).click();
  await expectStep(page, 'Terms of service');
  await acceptTerms(page);
  await connect(page, product, { username, password: 'Sandbox-2026' });
  const mappingFile = path.join(dataDir, 'sandbox', 'sample-mapping.csv');
  await page.locator('input[type=file]').setInputFiles(mappingFile);
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

function readFolder(dataDir: string, name: string) {
  const store = openMailboxStore(path.join(dataDir, 'sandbox', 'mailboxes.sqlite'));
  const mailboxes = readMailboxes(store, sampleOrganisation.people);
  store.close();
  return [...mailboxes.values()].flat().filter(({ folder }) => folder === name);
}

function hasRecord({ attachments }: ReturnType<typeof readFolder>[number]): boolean {
  return attachments.some(([fileName]) => fileName === 'original-record.json');
}
