import path from 'node:path';
import type { Page } from '@playwright/test';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { acceptTerms, beginSetup, connect, expectStep } from '#e2e/fixtures/wizard-steps.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';

const directory = path.join(sourceRoot, 'docs', 'screenshots');

/** Light and dark, as docs/ shows them. */
async function shoot(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const file = path.join(directory, `${name}-${colorScheme}.png`);
    await page.screenshot({ path: file, animations: 'disabled' });
  }
}

test('the wizard, the Connectors tab and a run', async ({ page, stack, signInAs }) => {
  test.setTimeout(300_000);
  await signInAs(page, accounts.globalAdministrator);
  await page.goto('/data-connectors');
  await shoot(page, 'overview');
  await beginSetup(page);
  await shoot(page, 'wizard-terms');
  await acceptTerms(page);
  await shoot(page, 'wizard-login');
  await connect(page, 'Telegram, Oslo desk');
  const mappingFile = path.join(stack.dataDir, 'sandbox', 'sample-mapping.csv');
  await page.locator('input[type=file]').setInputFiles(mappingFile);
  await expect(page.getByText(/no problem found/)).toBeVisible();
  await shoot(page, 'wizard-mapping');
  await page.getByRole('button', { name: 'Next' }).click();
  await expectStep(page, 'Admin consent');
  await shoot(page, 'wizard-consent');
  await page.getByRole('button', { name: 'Consent as Global Administrator' }).click();
  await page.getByRole('button', { name: accounts.globalAdministrator }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText('Consent has been given.')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Next' }).click();
  await expectStep(page, 'Review');
  await shoot(page, 'wizard-review');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expectStep(page, 'Telegram, Oslo desk has been created');
  await shoot(page, 'wizard-finish');
  await page.getByRole('link', { name: 'Go to Connectors' }).click();
  await expect(page.getByText(/Delivering: [1-9]/)).toBeVisible({ timeout: 120_000 });
  await shoot(page, 'connectors');
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 120_000 });
  await page.getByRole('link', { name: 'Telegram, Oslo desk' }).click();
  await expect(page.getByRole('link', { name: 'Open import' })).toBeVisible();
  await shoot(page, 'connector');
  await page.getByRole('link', { name: 'Open import' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await shoot(page, 'run');
});
