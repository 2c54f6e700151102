import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { expectReflow } from '#e2e/fixtures/expect-reflow.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { walkWizard } from '#e2e/fixtures/walk-wizard.ts';
import { words } from '#e2e/fixtures/words.ts';

test.use({ viewport: { width: 390, height: 844 }, stackName: 'on a narrow screen' });

test('the whole wizard on a narrow screen, where nothing is scrolled sideways', async ({
  page,
  stack,
  signInAs,
}) => {
  test.setTimeout(180_000);
  await page.emulateMedia({ colorScheme: 'dark' });
  await signInAs(page, accounts.globalAdministrator);
  await walkWizard(page, {
    words: words.en,
    connectorName: 'Telegram, narrow',
    dataDir: stack.dataDir,
    at: async (place) => {
      await expectReflow(page);
      await expectAccessible(page);
      if (place === 'login') {
        await expect(page.getByText('Step 2 of 6: Login to TeleMessage')).toBeVisible();
      }
    },
  });
  await expectReflow(page);
});
