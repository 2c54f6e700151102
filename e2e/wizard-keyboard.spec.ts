import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { recordAnnouncements } from '#e2e/fixtures/announcements.ts';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { press, tabTo } from '#e2e/fixtures/keyboard.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { expectStep, telemessage } from '#e2e/fixtures/wizard-steps.ts';

// Consent must not have been given before.
test.use({ stackName: 'by keyboard' });

test('the whole wizard by keyboard alone', async ({ page, stack, signInAs }) => {
  test.setTimeout(240_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const announcements = await recordAnnouncements(page);
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  await signInAs(page, accounts.globalAdministrator);
  await page.goto('/data-connectors');

  await test.step('past the navigation to the product page', async () => {
    await press(page, page.getByRole('link', { name: 'Skip to content' }));
    await press(page, page.getByRole('link', { name: 'View Telegram Archiver' }));
    await expect(page.getByRole('heading', { name: 'Telegram Archiver', level: 1 })).toBeVisible();
    await press(page, button('Add connector').first());
    await expectStep(page, 'Terms of service');
  });

  await test.step('a dialog gives the focus back', async () => {
    await press(page, button('Cancel'));
    const dialog = page.getByRole('alertdialog', { name: 'Leave this setup?' });
    await expect(dialog).toBeVisible();
    await expectFocusWithin(page, dialog);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(button('Cancel')).toBeFocused();
    await tabBackTo(page, button('Accept'));
    await page.keyboard.press('Enter');
    await expectStep(page, 'Login to TeleMessage');
  });

  await test.step('the focus goes to the first error', async () => {
    await tabTo(page, page.getByLabel('Connector name'));
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Telegram by keyboard');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Username')).toBeFocused();
    expect(await announcements()).toContainEqual(expect.stringContaining('Enter the username.'));
    await expectAccessible(page);
  });

  await test.step('a refused password: its words are said, the focus goes to the field', async () => {
    await page.keyboard.type(telemessage.username);
    await tabTo(page, page.getByLabel('Password', { exact: true }));
    await page.keyboard.type('not this one');
    await press(page, button('Next'));
    const dialog = page.getByRole('dialog', { name: 'Connecting to TeleMessage' });
    const again = dialog.getByRole('button', { name: 'Enter them again' });
    await expect(again).toBeFocused({ timeout: 30_000 });
    const said = (await announcements()).join('\n');
    expect(said).toContain('The username or the password is not right');
    // And which of the checks it was.
    expect(said).toContain('Sign in: failed');
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  });

  await test.step('the right one', async () => {
    await page.keyboard.type(telemessage.password);
    await tabBackTo(page, page.getByLabel('Username'));
    await page.keyboard.type(telemessage.username);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Connecting to TeleMessage' });
    await expect(dialog.getByRole('button', { name: 'Continue' })).toBeFocused({ timeout: 30_000 });
    expect(await announcements()).toContainEqual(expect.stringContaining('The connection works.'));
    await page.keyboard.press('Enter');
    await expectStep(page, 'User mapping');
  });

  await test.step('mapping: the switch with Space, the file with Enter', async () => {
    const automatic = page.getByRole('switch', { name: 'Map users by their e-mail address' });
    await press(page, automatic, 'Space');
    await expect(automatic).not.toBeChecked();
    await press(page, button('Next'));
    await expect(button('Choose a file')).toBeFocused();
    expect((await announcements()).join()).toContain('Turn on automatic mapping or choose');

    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Enter');
    const file = path.join(stack.dataDir, 'sandbox', 'sample-mapping.csv');
    await (await chooser).setFiles(file);
    await expect(page.getByText(/no problem found/)).toBeVisible();
    expect((await announcements()).join()).toMatch(/sample-mapping\.csv: \d+ rows?, no problem/);
    await press(page, button('Next'));
    await expectStep(page, 'Admin consent');
  });

  await test.step('consent', async () => {
    await press(page, button('Consent as Global Administrator'));
    // The page of the Microsoft stand-in.
    await expect(page.getByRole('button', { name: accounts.globalAdministrator })).toBeVisible();
    await press(page, page.getByRole('button', { name: accounts.globalAdministrator }));
    await expect(page.getByRole('button', { name: 'Accept' })).toBeVisible();
    await press(page, button('Accept'));
    await expect(page.getByText('Consent has been given.')).toBeVisible({ timeout: 60_000 });
    await press(page, button('Next'));
    await expectStep(page, 'Review');
  });

  await test.step('review: a time zone with the arrows, and Finish', async () => {
    const zone = page.getByRole('combobox', { name: 'Time zone' });
    await tabTo(page, zone);
    await page.keyboard.type('stockh');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(zone).toHaveValue('Europe/Stockholm');
    await press(page, button('Finish'));
    await expectStep(page, 'Telegram by keyboard has been created');
    await press(page, page.getByRole('link', { name: 'Go to Connectors' }));
    await expect(page.getByRole('link', { name: 'Telegram by keyboard' })).toBeVisible();
  });
});

async function expectFocusWithin(page: Page, area: Locator): Promise<void> {
  await expect(area.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Tab');
  await expect(area.locator(':focus')).toHaveCount(1);
}

async function tabBackTo(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target, 'Shift+Tab');
}
