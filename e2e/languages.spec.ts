import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';

test.describe('a browser set to French', () => {
  test.use({ locale: 'fr-FR' });

  test('signs in in French, and another language can be chosen before and after', async ({
    page,
  }) => {
    await page.goto('/sign-in');
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await expect(page.getByRole('heading', { name: 'Se connecter', level: 1 })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Langue' }).click();
    await page.getByRole('menuitemradio', { name: 'Svenska' }).click();
    await expect(page.getByRole('heading', { name: 'Logga in', level: 1 })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'sv');
    await expect(page.getByRole('button', { name: 'Språk' })).toBeFocused();

    await page.getByRole('button', { name: 'Logga in med Microsoft' }).click();
    await page.getByRole('button', { name: accounts.reader }).click();
    await expect(page.getByRole('heading', { name: 'Start', level: 1 })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Språk' }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  });
});
