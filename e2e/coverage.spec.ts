import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import {
  acceptTerms,
  beginSetup,
  connect,
  expectStep,
  fillLogin,
  giveConsentWhereAsked,
} from '#e2e/fixtures/wizard-steps.ts';
import { createDatabase } from '#lib/db/client.ts';
import { codeAccount } from '#lib/sandbox/telemessage-account.ts';

const SLOW_MS = 60_000;
const IMPORT_TIMEOUT_MS = 240_000;

// It gives consent, which others must find missing.
test.use({ stackName: 'coverage' });
test.describe.configure({ timeout: 2 * IMPORT_TIMEOUT_MS });

test('the preview says what the first import then does, and when it is out of date', async ({
  page,
  stack,
  signInAs,
}) => {
  const name = 'Telegram, previewed';
  await signInAs(page, accounts.globalAdministrator);
  await beginSetup(page);
  await acceptTerms(page);
  await connect(page, name);

  await test.step('before consent it says what can be said', async () => {
    const mappingFile = path.join(stack.dataDir, 'sandbox', 'sample-mapping.csv');
    await page.locator('input[type=file]').setInputFiles(mappingFile);
    await expect(page.getByText(/no problem found/)).toBeVisible();
    await page.getByRole('button', { name: 'Preview coverage' }).click();
    await expectStep(page, 'Coverage preview');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Preview coverage' }).click();
    await expect(page.getByText('The coverage preview is ready.')).toBeVisible({
      timeout: SLOW_MS,
    });
    await expect(page.getByText('Without consent nobody can be looked up')).toBeVisible();
    await expect(page.getByText('Rows whose mailbox does not exist')).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step('after consent it is made again from Review', async () => {
    await page.getByRole('button', { name: 'Next' }).click();
    await giveConsentWhereAsked(page);
    await expectStep(page, 'Review');
    await expect(page.getByText(/Made before the consent/)).toBeVisible();
    await page.getByRole('link', { name: 'Open', exact: true }).click();
    await expectStep(page, 'Coverage preview');
    await page.getByRole('button', { name: 'Preview again' }).click();
    await expect(page.getByText(/Compared with \d+ mailboxes/)).toBeVisible({ timeout: SLOW_MS });
    await expect(page.getByText('Without consent nobody can be looked up')).toHaveCount(0);
    await expectAccessible(page);
  });

  const predicted = await readFacts(page);

  await test.step('its lists can be downloaded', async () => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Unmatched people' }).click();
    const text = await readFile(await (await downloading).path(), 'utf8');
    expect(text).toContain('Name,Mobile number,E-mail address');
    expect(text.trimEnd().split('\r\n')).toHaveLength((predicted.get('Unmatched') ?? 0) + 1);
    // No number passes for a formula.
    expect(text).not.toMatch(/(?:^|,)"?[=+@]/m);
  });

  await test.step('it is out of date once the mapping has changed', async () => {
    const address = page.url();
    await page.getByRole('button', { name: 'Next' }).click();
    await expectStep(page, 'Review');
    await switchAutomaticMapping(page);
    await expect(page.getByText(/Out of date\./)).toBeVisible();
    await page.goto(address);
    await expect(page.getByText('This preview is out of date')).toBeVisible();
    await expect(page.getByText('Automatic mapping was switched since.')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Next' }).click();
    await switchAutomaticMapping(page);
    await expect(page.getByText(/Out of date\./)).toHaveCount(0);
  });

  await test.step('the import does what it said', async () => {
    await page.getByRole('button', { name: 'Finish' }).click();
    await expectStep(page, `${name} has been created`);
    await page.getByRole('link', { name: 'Go to Connectors' }).click();
    await expect(page.getByRole('progressbar').first()).toBeVisible({ timeout: SLOW_MS });
    await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: IMPORT_TIMEOUT_MS });

    const db = createDatabase(stack.databaseUrl);
    const run = await db.run.findFirstOrThrow({ where: { connector: { name } } });
    const held = await db.item.count({ where: { runId: run.id, holdReason: { not: null } } });
    expect(await db.coveragePreview.count()).toBe(0);
    await db.$disconnect();
    const count = (term: string) => predicted.get(term) ?? 0;
    expect(count('In the packages')).toBe(run.itemsAvailable);
    expect(count('Copies, one in each mailbox')).toBe(run.imported);
    expect(count('Will be refused')).toBe(run.packagesRefused);
    expect(
      count('Will be held: nobody on them has a mailbox') +
        count('Will be held: too large') +
        count('Will be held: cannot be read'),
    ).toBe(held);
    expect(held).toBeGreaterThan(0);
  });

  await test.step('a connector has it, too', async () => {
    await page.getByRole('link', { name }).click();
    const flyOut = page.getByRole('dialog', { name });
    await flyOut.getByRole('link', { name: 'Coverage preview' }).click();
    await expect(page.getByRole('heading', { name: 'Coverage preview', level: 1 })).toBeVisible();
    await page.getByRole('button', { name: 'Preview coverage' }).click();
    await expect(page.getByText('The coverage preview is ready.')).toBeVisible({
      timeout: SLOW_MS,
    });
    await expect(page.getByText('Nothing waits at the source')).toBeVisible();
    await expectAccessible(page);
  });
});

test('a source that asks for a code is no dead end, and nobody has to wait', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, accounts.connectorAdmin);
  await beginSetup(page);
  await acceptTerms(page);
  await fillLogin(page, { ...codeAccount, name: 'Asks for a code' });
  const checks = page.getByRole('dialog', { name: 'Connecting to TeleMessage' });
  await checks.getByLabel('Verification code').fill(codeAccount.verificationCode, {
    timeout: SLOW_MS,
  });
  await checks.getByRole('button', { name: 'Send the code' }).click();
  await checks.getByRole('button', { name: 'Continue' }).click({ timeout: SLOW_MS });
  await expectStep(page, 'User mapping');

  await page.getByRole('button', { name: 'Preview coverage' }).click();
  await expectStep(page, 'Coverage preview');
  await page.getByRole('button', { name: 'Preview coverage' }).click();
  await expect(page.getByText('The preview could not be made')).toBeVisible({ timeout: SLOW_MS });
  await expect(page.getByText(/a preview has nobody to enter one/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.waitForURL(/\/(consent|review)$/);
});

/** From Review to the mapping and back. */
async function switchAutomaticMapping(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Edit User mapping' }).click();
  await expectStep(page, 'User mapping');
  await page.getByRole('switch', { name: 'Map users by their e-mail address' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await expectStep(page, 'Review');
}

/** The counts on the page by their names. */
async function readFacts(page: Page): Promise<ReadonlyMap<string, number>> {
  const facts = page.locator('dl > div');
  const pairs = await facts.evaluateAll((all) =>
    all.map(
      (fact) =>
        [
          fact.querySelector('dt')?.textContent ?? '',
          Number((fact.querySelector('dd')?.textContent ?? '').replaceAll(',', '')),
        ] as const,
    ),
  );
  return new Map(pairs);
}
