import type { Page } from '@playwright/test';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { expectLanguage } from '#e2e/fixtures/expect-language.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { walkWizard } from '#e2e/fixtures/walk-wizard.ts';
import { words } from '#e2e/fixtures/words.ts';
import { locales, type Locale } from '#lib/messages/locales.ts';

// Nobody else's consent.
test.use({ stackName: 'languages' });

for (const [locale, browserLocale, other] of [
  ['fr', 'fr-CA', 'sv'],
  ['sv', 'sv-FI', 'fr'],
] as const) {
  test.describe(`a browser set to ${browserLocale}`, () => {
    test.use({ locale: browserLocale });

    test('goes through the whole wizard in its language', async ({ page, stack, signInAs }) => {
      test.setTimeout(180_000);
      await signInAs(page, accounts.globalAdministrator);
      await walkWizard(page, {
        words: words[locale],
        connectorName: `Telegram ${locale}`,
        dataDir: stack.dataDir,
        at: async (place) => {
          await expectLanguage(page, locale);
          await expectAccessible(page);
          if (place === 'login') await switchAndBack(page);
        },
      });
      await expectLanguage(page, locale);
    });

    /** By the menu, in the middle of a form: what was typed stays. */
    async function switchAndBack(page: Page): Promise<void> {
      const name = page.getByLabel(words[locale].wizard.login.name);
      await name.fill('typed before');
      await chooseLanguage(page, locale, other);
      const { title } = words[other].wizard.login;
      await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
      await expectLanguage(page, other);
      await expect(page.getByLabel(words[other].wizard.login.name)).toHaveValue('typed before');
      await chooseLanguage(page, other, locale);
      await expect(name).toHaveValue('typed before');
    }
  });
}

async function chooseLanguage(page: Page, from: Locale, to: Locale): Promise<void> {
  await page.getByRole('button', { name: words[from].common.language.label }).click();
  await page.getByRole('menuitemradio', { name: locales[to] }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', to);
}
