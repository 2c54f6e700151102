import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { createDatabase } from '#lib/db/client.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import {
  acceptTerms,
  beginSetup,
  connect,
  expectStep,
  fillLogin,
  giveConsentWhereAsked,
  telemessage,
} from '#e2e/fixtures/wizard-steps.ts';

const HEADER = 'External User ID;Microsoft 365 User Mailbox';

async function chooseFile(page: Page, ...rows: string[]): Promise<void> {
  const text = [HEADER, ...rows].join('\r\n');
  await page.locator('input[type=file]').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
}

test('a setup left half way is resumed where it was left, and its steps come in order', async ({
  page,
  signInAs,
  expectedErrors,
}) => {
  await signInAs(page, accounts.connectorAdmin);
  await beginSetup(page);
  await acceptTerms(page);
  const login = page.url();
  // Other tests leave setups half way too; this one's is told by its address.
  const continueSetup = page.locator(`a[href="${new URL(login).pathname}"]`);

  await page.goto(login.replace(/login$/, 'review'));
  await expect(page).toHaveURL(login);

  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Keep the draft' }).click();
  await expect(continueSetup).toHaveAccessibleName(/^Continue setup of Telegram Archiver/);
  await continueSetup.click();
  await expectStep(page, 'Login to TeleMessage');
  await expect(page).toHaveURL(login);

  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Delete the draft' }).click();
  await expect(page.getByRole('heading', { name: 'Data connectors', level: 1 })).toBeVisible();
  await expect(continueSetup).toHaveCount(0);
  expectedErrors.push(/404 \(Not Found\)/);
  const answer = await page.goto(login);
  expect(answer?.status()).toBe(404);
});

test('somebody else’s draft does not exist, and a reader may not set up anything', async ({
  page,
  browser,
  signInAs,
}) => {
  await signInAs(page, accounts.connectorAdmin);
  await beginSetup(page);
  const address = page.url();

  for (const [account, status] of [
    [accounts.globalAdministrator, 404],
    [accounts.reader, 403],
  ] as const) {
    const context = await browser.newContext();
    const other = await context.newPage();
    await signInAs(other, account);
    const answer = await other.goto(address);
    expect(answer?.status()).toBe(status);
    await context.close();
  }
});

test('a wrong password is said in words, and the right one goes on', async ({ page, signInAs }) => {
  await signInAs(page, accounts.connectorAdmin);
  await beginSetup(page);
  await acceptTerms(page);

  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('Enter the username.')).toBeVisible();
  await expect(page.getByLabel('Username')).toBeFocused();

  await fillLogin(page, { ...telemessage, name: 'Wrong at first', password: 'not this one' });
  const checks = page.getByRole('dialog', { name: 'Connecting to TeleMessage' });
  await expect(checks.getByText('The username or the password is not right')).toBeVisible({
    timeout: 30_000,
  });
  await expect(checks.getByText(/SHA256:/)).toBeVisible();
  await expectAccessible(page);
  await checks.getByRole('button', { name: 'Enter them again' }).click();
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');

  await connect(page, 'Wrong at first');
  await page.getByRole('link', { name: 'Back' }).click();
  await expectStep(page, 'Login to TeleMessage');
  await expect(page.getByText(/have been tried with success/)).toBeVisible();
  await expect(page.getByLabel('Password', { exact: true })).toHaveCount(0);
  expect(await page.content()).not.toContain(telemessage.password);
  await page.getByRole('button', { name: 'Next' }).click();
  await expectStep(page, 'User mapping');
});

test('a server with another host key than before gets no password until one trusts it', async ({
  page,
  stack,
  signInAs,
}) => {
  await signInAs(page, accounts.connectorAdmin);
  await beginSetup(page);
  await acceptTerms(page);
  await fillLogin(page, { ...telemessage, name: 'Host key', password: 'not this one' });
  const checks = page.getByRole('dialog', { name: 'Connecting to TeleMessage' });
  await checks.getByRole('button', { name: 'Enter them again' }).click({ timeout: 30_000 });
  await pretendAnotherHostKey(stack.databaseUrl, 'Host key');

  await fillLogin(page, telemessage);
  await expect(checks.getByText('The server shows another host key than before')).toBeVisible({
    timeout: 30_000,
  });
  await expect(checks.getByRole('img', { name: 'not begun' })).toHaveCount(2);
  await expectAccessible(page);

  await checks.getByRole('button', { name: 'Trust the new key and try again' }).click();
  await expect(checks.getByText('The connection works.')).toBeVisible({ timeout: 30_000 });
});

test('problems of a mapping file are shown by row and stop it from being taken', async ({
  page,
  signInAs,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await signInAs(page, accounts.connectorAdmin);
  await beginSetup(page);
  await acceptTerms(page);
  await expectAccessible(page);
  await connect(page, 'Mapping');
  await expectAccessible(page);

  await page.getByRole('switch', { name: 'Map users by their e-mail address' }).uncheck();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText(/Turn on automatic mapping or choose a mapping file/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeFocused();

  await chooseFile(
    page,
    '4,67012E+10;jonas.berg@fjord.example',
    '46701234567;=cmd|calc',
    '46701234568;maja.dahl@fjord.example',
  );
  await expect(page.getByText(/2 problems to correct/)).toBeVisible();
  await expect(page.getByText('A spreadsheet has shortened the number')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText(/rows that cannot be used/)).toBeVisible();
  await expect(page).toHaveURL(/mapping$/);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the list' }).click(),
  ]);
  const list = await readFile(await download.path(), 'utf8');
  expect(download.suggestedFilename()).toBe('people-problems.csv');
  expect(list).toContain('"\'=cmd|calc"');
  expect(list.trim().split('\r\n')).toHaveLength(3);

  const rows = Array.from(
    { length: 50_000 },
    (_, index) => `467${String(index).padStart(8, '0')};user${index}@fjord.example`,
  );
  await chooseFile(page, ...rows);
  await expect(page.getByText(/50,000 rows, no problem found/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Next' }).click();
  await expectStep(page, 'Admin consent');
  await page.getByRole('link', { name: 'Back' }).click();
  await expect(page.getByText(/people.csv, 50,000 rows/)).toBeVisible();

  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Keep the stored file' }).click();
  await expect(page.getByText(/people.csv, 50,000 rows/)).toBeVisible();
});

test('a setting is edited from Review, and Finish in two tabs makes one connector', async ({
  page,
  context,
  signInAs,
}) => {
  const name = 'Finished twice';
  await signInAs(page, accounts.connectorAdmin);
  await beginSetup(page);
  await acceptTerms(page);
  await connect(page, name);
  await page.getByRole('button', { name: 'Next' }).click();
  await giveConsentWhereAsked(page);
  await expectStep(page, 'Review');
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Edit User mapping' }).click();
  await expectStep(page, 'User mapping');
  await chooseFile(page, '46701234567;jonas.berg@fjord.example');
  await expect(page.getByText(/1 row, no problem found/)).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await expectStep(page, 'Review');
  await expect(page.getByText('people.csv, 1 row')).toBeVisible();

  await page.getByRole('combobox', { name: 'Time zone' }).pressSequentially('new york');
  await page.getByRole('option', { name: 'America/New_York' }).click();
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveValue('America/New_York');

  const other = await context.newPage();
  await other.goto(page.url());
  await expectStep(other, 'Review');
  await expect(other.getByRole('combobox', { name: 'Time zone' })).toHaveValue('America/New_York');
  await Promise.all([
    page.getByRole('button', { name: 'Finish' }).dblclick(),
    other.getByRole('button', { name: 'Finish' }).dblclick(),
  ]);
  await expectStep(page, `${name} has been created`);
  await expectStep(other, `${name} has been created`);
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Go to Connectors' }).click();
  await expect(page.getByRole('row', { name })).toHaveCount(1);

  // The name is taken now, in whatever case.
  await beginSetup(other);
  await acceptTerms(other);
  await fillLogin(other, { ...telemessage, name: name.toUpperCase() });
  await expect(other.getByText('Another connector has this name.')).toBeVisible();
  await expect(other.getByLabel('Connector name')).toBeFocused();
});

/** As if the draft had met a server with another key. */
async function pretendAnotherHostKey(databaseUrl: string, name: string): Promise<void> {
  const db = createDatabase(databaseUrl);
  try {
    const hostKey = `SHA256:${'A'.repeat(43)}`;
    await db.$executeRaw`
      WITH draft AS (
        UPDATE connector_drafts SET answers = jsonb_set(
          answers, '{login,source,settings,hostKeySha256}', to_jsonb(${hostKey}::text))
        WHERE answers #>> '{login,name}' = ${name} RETURNING id
      )
      UPDATE connection_checks SET steps = '[]' FROM draft WHERE draft_id = draft.id`;
  } finally {
    await db.$disconnect();
  }
}
