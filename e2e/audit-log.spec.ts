import { readFile } from 'node:fs/promises';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { acceptTerms, beginSetup } from '#e2e/fixtures/wizard-steps.ts';

test('what people do is in the audit log: filtered, exported, and closed to readers', async ({
  page,
  browser,
  signInAs,
  expectedErrors,
}) => {
  expectedErrors.push(/403 \(Forbidden\)/);

  await test.step('a reader is refused, which is an entry itself', async () => {
    const other = await browser.newContext();
    const reading = await other.newPage();
    await signInAs(reading, accounts.reader);
    await reading.goto(new URL('/audit-log', reading.url()).href);
    await expect(
      reading.getByRole('heading', { name: 'Your role does not allow this' }),
    ).toBeVisible();
    await other.close();
  });

  await signInAs(page, accounts.connectorAdmin);
  await beginSetup(page);
  await acceptTerms(page);

  await test.step('the newest entries come first', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Audit log', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Audit log', level: 1 })).toBeVisible();
    const newest = page.getByRole('row').nth(1);
    await expect(newest).toContainText('Terms of service accepted');
    await expect(newest).toContainText(accounts.connectorAdmin);
    await expectAccessible(page);
  });

  await test.step('filters are in the address', async () => {
    await page.getByRole('combobox', { name: 'Action' }).click();
    await page.getByRole('option', { name: 'Access refused' }).click();
    await expect(page).toHaveURL(/action=access-refused/);
    await expect(page.getByRole('row').nth(1)).toContainText('Permission: audit-log.read');
    await expect(page.getByRole('row').nth(1)).toContainText(accounts.reader);
    await page.getByRole('textbox', { name: 'Person' }).fill('nobody at all');
    await page.getByRole('textbox', { name: 'Person' }).press('Enter');
    await expect(page.getByText('No entry matches')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await expect(page).toHaveURL(/audit-log$/);
    await expect(page.getByRole('row').nth(1)).toBeVisible();
  });

  await test.step('an export has every entry, and is one itself', async () => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export as JSON' }).click();
    const file = await (await downloading).path();
    const entries = (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(entries[0]).toMatchObject({ action: 'audit-log-exported', details: { format: 'json' } });
    expect(entries.at(-1)).toMatchObject({ number: 1 });

    const csv = await page.request.get('/api/audit-log/export?format=csv&action=terms-accepted');
    expect(await csv.text()).toMatch(/^\uFEFFNumber,Time \(UTC\),Who/);
    await page.reload();
    await expect(page.getByRole('row').nth(1)).toContainText('Audit log exported');
  });

  await test.step('it fits a telephone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(page.getByRole('row').nth(1)).toContainText(accounts.connectorAdmin);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThan(1);
    await expectAccessible(page);
  });
});
