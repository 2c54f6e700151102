import path from 'node:path';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { expectSampleMailboxes } from '#e2e/fixtures/expect-sample-mailboxes.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { acceptTerms, connect, expectStep } from '#e2e/fixtures/wizard-steps.ts';

const IMPORT_TIMEOUT_MS = 240_000;

// What is in the mailboxes must come from this story alone.
test.use({ stackName: 'the whole story' });

test('from signing in to messages in the mailboxes', async ({ page, stack, signInAs }) => {
  test.setTimeout(IMPORT_TIMEOUT_MS + 120_000);
  const mappingFile = path.join(stack.dataDir, 'sandbox', 'sample-mapping.csv');

  await test.step('sign in and find the connector kind', async () => {
    await signInAs(page, accounts.globalAdministrator);
    await page.getByRole('link', { name: 'Data connectors', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Data connectors', level: 1 })).toBeVisible();
    await page
      .getByRole('link', { name: /View.*Telegram Archiver|Telegram Archiver/ })
      .first()
      .click();
    await expect(page.getByRole('heading', { name: 'Telegram Archiver', level: 1 })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add connector' }).click();
    await expectStep(page, 'Terms of service');
    await expectAccessible(page);
  });

  await test.step('accept the terms and sign in to TeleMessage', async () => {
    await acceptTerms(page);
    await expectAccessible(page);
    await connect(page, 'Telegram, Oslo desk');
  });

  await test.step('map users', async () => {
    await page.locator('input[type=file]').setInputFiles(mappingFile);
    await expect(page.getByText(/no problem found/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Next' }).click();
  });

  await test.step('give admin consent', async () => {
    await page.getByRole('button', { name: 'Consent as Global Administrator' }).click();
    await page.getByRole('button', { name: accounts.globalAdministrator }).click();
    await page.getByRole('button', { name: 'Accept' }).click();
    await expect(page.getByText('Consent has been given.')).toBeVisible({ timeout: 30_000 });
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Next' }).click();
  });

  await test.step('review and finish', async () => {
    await expectStep(page, 'Review');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Finish' }).click();
    await expectStep(page, 'Telegram, Oslo desk has been created');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Go to Connectors' }).click();
  });

  await test.step('watch the import on the Connectors tab, from queue to green', async () => {
    const progress = page.getByRole('progressbar').first();
    await expect(progress).toBeVisible({ timeout: 30_000 });
    const seen = await page.evaluateHandle(() => {
      const words = new Set<string>();
      const look = () => {
        const bar = document.querySelector('[role=progressbar]');
        words.add(bar?.getAttribute('aria-valuetext') ?? '');
      };
      look();
      new MutationObserver(look).observe(document.body, {
        subtree: true,
        childList: true,
        attributes: true,
      });
      return words;
    });
    await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: IMPORT_TIMEOUT_MS });
    const words = await seen.evaluate((set) => [...set].filter((text) => text !== ''));
    // It moved under the eyes of whoever looked on, without loading anything again.
    expect(words.length).toBeGreaterThan(1);
    await expect(page.getByText('Connected', { exact: true })).toBeVisible();
    await expect(page.getByText('Completed')).toBeVisible();
    await expect(page.getByText(/\d+ imported/)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('its page has the stages, the throughput and books that add up', async () => {
    await page.getByRole('link', { name: 'Telegram, Oslo desk' }).click();
    const flyOut = page.getByRole('dialog', { name: 'Telegram, Oslo desk' });
    await expect(flyOut.getByText('Consent given')).toBeVisible();
    await flyOut.getByRole('link', { name: 'Open import' }).click();
    const stages = page.getByRole('list', { name: 'Stages' }).getByRole('listitem');
    await expect(stages.getByText('Done')).toHaveCount(5);
    await page.getByRole('switch', { name: 'Show as a table' }).click();
    const throughput = page.getByRole('table', { name: 'Throughput' });
    expect(await throughput.getByRole('row').count()).toBeGreaterThan(1);
    await expect(page.getByText('This is the connector’s first import.')).toBeVisible();
  });

  await test.step('every message is where it belongs, as the package held it', async () => {
    const found = await expectSampleMailboxes(stack.dataDir);
    const texts = [...found.values()].flat().map(({ text }) => text);
    for (const kind of [/^EDIT\n/, /^DELETED For All\n/, /^Telegram (?:voice|video) call\n/]) {
      expect(texts.some((text) => kind.test(text))).toBe(true);
    }
  });

  await test.step('the sample mailbox shows them', async () => {
    await page.goto(stack.sandboxUrl);
    await expect(page.getByText('Jonas Berg').first()).toBeVisible();
  });
});
