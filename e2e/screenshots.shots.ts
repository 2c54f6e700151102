import path from 'node:path';
import type { Page } from '@playwright/test';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import {
  acceptTerms,
  beginSetup,
  expectStep,
  fillLogin,
  telemessage,
} from '#e2e/fixtures/wizard-steps.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { LANGUAGE_COOKIE } from '#lib/messages/locales.ts';

const directory = path.join(sourceRoot, 'docs', 'screenshots');
const WIDTH = 1280;
const LOWEST = 720;
const HIGHEST = 1700;
const SCHEMES = ['light', 'dark'] as const;

test.use({ viewport: { width: WIDTH, height: LOWEST } });

/** Light and dark, as docs/ shows them; as high as the page, so that nothing of it is left out. */
async function shoot(page: Page, name: string, schemes: readonly ('light' | 'dark')[] = SCHEMES) {
  const width = page.viewportSize()?.width ?? WIDTH;
  const needed = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(Math.max(needed, LOWEST), HIGHEST) });
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const file = path.join(directory, `${name}-${colorScheme}.png`);
    await page.screenshot({ path: file, animations: 'disabled' });
  }
  await page.setViewportSize({ width, height: LOWEST });
}

/** The page as it is, in another language and back. */
async function shootIn(page: Page, language: string, name: string): Promise<void> {
  const cookie = { name: LANGUAGE_COOKIE, url: page.url() };
  await page.context().addCookies([{ ...cookie, value: language }]);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await shoot(page, name, ['light']);
  await page.context().addCookies([{ ...cookie, value: 'en' }]);
  await page.reload();
}

test('the wizard, the Connectors tab and a run', async ({ page, stack, signInAs }) => {
  test.setTimeout(480_000);
  const next = page.getByRole('button', { name: 'Next' });
  const chooseFile = (file: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]) =>
    page.locator('input[type=file]').setInputFiles(file);

  await signInAs(page, accounts.globalAdministrator);
  await page.goto('/data-connectors');
  await shoot(page, 'overview');
  await page.goto('/data-connectors/telegram');
  await shoot(page, 'product');

  await beginSetup(page);
  await shoot(page, 'wizard-terms');
  await acceptTerms(page);
  await shoot(page, 'wizard-login');
  await shootIn(page, 'fr', 'wizard-login-fr');
  await shootIn(page, 'sv', 'wizard-login-sv');
  await next.click();
  await expect(page.getByText('Enter the username.')).toBeVisible();
  await shoot(page, 'wizard-login-errors');

  const name = 'Telegram, Oslo desk';
  const checks = page.getByRole('dialog', { name: 'Connecting to TeleMessage' });
  await fillLogin(page, { ...telemessage, name, password: 'not this one' });
  await checks.getByRole('button', { name: 'Enter them again' }).waitFor({ timeout: 60_000 });
  await shoot(page, 'wizard-check-refused');
  await checks.getByRole('button', { name: 'Enter them again' }).click();
  await fillLogin(page, { ...telemessage, name });
  await checks.getByRole('button', { name: 'Continue' }).waitFor({ timeout: 60_000 });
  await shoot(page, 'wizard-check');
  await checks.getByRole('button', { name: 'Continue' }).click();

  await expectStep(page, 'User mapping');
  const rows = ['4,67012E+10;jonas.berg@fjord.example', '46701234567;maja.dahl', '0701234567;'];
  const header = 'External User ID;Microsoft 365 User Mailbox';
  await chooseFile({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([header, ...rows].join('\r\n')),
  });
  await expect(page.getByText(/to correct before/)).toBeVisible();
  await shoot(page, 'wizard-mapping-problems');
  await chooseFile(path.join(stack.dataDir, 'sandbox', 'sample-mapping.csv'));
  await expect(page.getByText(/no problem found/)).toBeVisible();
  await shoot(page, 'wizard-mapping');
  await page.setViewportSize({ width: 390, height: LOWEST });
  await shoot(page, 'wizard-mapping-narrow');
  await page.setViewportSize({ width: WIDTH, height: LOWEST });

  await page.getByRole('button', { name: 'Preview coverage' }).click();
  await expectStep(page, 'Coverage preview');
  await page.getByRole('button', { name: 'Preview coverage' }).click();
  await expect(page.getByRole('heading', { name: 'Downloads' })).toBeVisible({ timeout: 60_000 });
  await shoot(page, 'wizard-coverage');
  await next.click();

  await expectStep(page, 'Admin consent');
  await shoot(page, 'wizard-consent');
  await page.getByRole('button', { name: 'Make a link' }).click();
  await expect(page.getByRole('button', { name: 'Take the link back' })).toBeVisible();
  await shoot(page, 'wizard-consent-link');
  await page.getByRole('button', { name: 'Consent as Global Administrator' }).click();
  await page.getByRole('button', { name: accounts.globalAdministrator }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText('Consent has been given.')).toBeVisible({ timeout: 60_000 });
  await shoot(page, 'wizard-consent-given');
  await next.click();

  await expectStep(page, 'Review');
  await shoot(page, 'wizard-review');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alertdialog', { name: 'Leave this setup?' })).toBeVisible();
  await shoot(page, 'wizard-cancel');
  await page.getByRole('button', { name: 'Stay here' }).click();
  await page.getByRole('button', { name: 'Finish' }).click();
  await expectStep(page, `${name} has been created`);
  await shoot(page, 'wizard-finish');

  await page.getByRole('link', { name: 'Go to Connectors' }).click();
  await expect(page.getByText(/Delivering: [1-9]/)).toBeVisible({ timeout: 120_000 });
  await shoot(page, 'connectors');
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 120_000 });
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('link', { name: 'Open import' })).toBeVisible();
  await shoot(page, 'connector');
  await page.getByRole('link', { name: 'Open import' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(
    page.getByRole('group', { name: 'Throughput' }).locator('path').first(),
  ).toBeVisible();
  await shoot(page, 'run');
  await page.goto('/');
  await expect(
    page.getByRole('group', { name: 'The last 30 days' }).locator('rect').first(),
  ).toBeVisible();
  await expect(page.getByRole('table', { name: 'Completeness by connector' })).toBeVisible();
  await shoot(page, 'home');
});
