import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
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
import { createDatabase } from '#lib/db/client.ts';
import { codeAccount } from '#lib/sandbox/telemessage-account.ts';

const SLOW_MS = 60_000;

// It gives consent, which others must find missing.
test.use({ stackName: 'sign-in to the source' });

// Each waits for the worker several times: for two checks, and for imports that meet their source.
test.describe.configure({ timeout: 4 * SLOW_MS });

test('a verification code is entered in the pop-up; an import that is asked for one waits for a person', async ({
  page,
  signInAs,
}) => {
  const name = 'With a code';
  await signInAs(page, accounts.connectorAdmin);
  await beginSetup(page);
  await acceptTerms(page);
  await fillLogin(page, { ...codeAccount, name });
  const checks = page.getByRole('dialog', { name: 'Connecting to TeleMessage' });

  const code = checks.getByLabel('Verification code');
  await expect(code).toBeFocused({ timeout: SLOW_MS });
  await expectAccessible(page);
  await code.fill('000000');
  await code.press('Enter');
  await expect(checks.getByText('The code is not right')).toBeVisible({ timeout: SLOW_MS });

  await checks.getByRole('button', { name: 'Try again' }).click();
  await code.fill(codeAccount.verificationCode, { timeout: SLOW_MS });
  await checks.getByRole('button', { name: 'Send the code' }).click();
  await expect(checks.getByText('The connection works.')).toBeVisible({ timeout: SLOW_MS });
  await expect(checks.getByText(/each import waits until somebody enters it/)).toBeVisible();
  await checks.getByRole('button', { name: 'Continue' }).click();
  await expectStep(page, 'User mapping');
  await page.getByRole('button', { name: 'Next' }).click();
  await giveConsentWhereAsked(page);
  await page.getByRole('button', { name: 'Finish' }).click();
  await expectStep(page, `${name} has been created`);

  await page.getByRole('link', { name: 'Go to Connectors' }).click();
  await page.getByRole('link', { name }).click();
  const flyOut = page.getByRole('dialog', { name });
  await expect(flyOut.getByText('Sign-in needs a code')).toBeVisible({ timeout: SLOW_MS });

  await flyOut.getByRole('button', { name: 'Update sign-in' }).click();
  const update = page.getByRole('dialog', { name: `Update sign-in of ${name}` });
  await expectAccessible(page);
  await update.getByLabel('Username').fill(telemessage.username);
  await update.getByLabel('Password').fill(telemessage.password);
  await update.getByRole('button', { name: 'Try and store' }).click();
  await expect(checks.getByText('The connection works.')).toBeVisible({ timeout: SLOW_MS });
  await checks.getByRole('button', { name: 'Continue' }).click();
  await expect(flyOut.getByText('Connected', { exact: true })).toBeVisible({ timeout: SLOW_MS });
  await expect(
    flyOut.getByText(/^(Fetching|Delivering|Reconciling|Completed)/).first(),
  ).toBeVisible({
    timeout: SLOW_MS,
  });
});

test('another host key of a connector’s server is shown and accepted by a person', async ({
  page,
  stack,
  signInAs,
}) => {
  const name = 'Another key';
  await signInAs(page, accounts.connectorAdmin);
  await beginSetup(page);
  await acceptTerms(page);
  await connect(page, name);
  await page.getByRole('button', { name: 'Next' }).click();
  await giveConsentWhereAsked(page);
  await expectStep(page, 'Review');
  const db = createDatabase(stack.databaseUrl);
  try {
    await page.getByRole('button', { name: 'Finish' }).click();
    await expectStep(page, `${name} has been created`);
    await db.$executeRaw`
      UPDATE connectors SET source_settings = jsonb_set(source_settings, '{hostKeySha256}',
        to_jsonb(${`SHA256:${'A'.repeat(43)}`}::text)) WHERE name = ${name}`;
    await page.getByRole('link', { name: 'Go to Connectors' }).click();
    await page.getByRole('link', { name }).click();
    const flyOut = page.getByRole('dialog', { name });
    const notice = flyOut.getByText('The server has another host key');
    const runNow = flyOut.getByRole('button', { name: 'Run now' });
    // The first import may have met the key already, or may be over.
    await expect(async () => {
      if (!(await notice.isVisible()) && (await runNow.isEnabled())) await runNow.click();
      await expect(notice).toBeVisible();
    }).toPass({ timeout: 2 * SLOW_MS });
    await expectAccessible(page);

    await flyOut.getByRole('button', { name: 'Accept the new key' }).click();
    const question = page.getByRole('alertdialog');
    await expect(question.getByText(`SHA256:${'A'.repeat(43)}`)).toBeVisible();
    await expectAccessible(page);
    await question.getByRole('button', { name: 'Accept the new key' }).click();
    const checks = page.getByRole('dialog', { name: 'Connecting to TeleMessage' });
    await expect(checks.getByText('The connection works.')).toBeVisible({ timeout: SLOW_MS });
    await checks.getByRole('button', { name: 'Continue' }).click();
    await expect(flyOut.getByText('Connected', { exact: true })).toBeVisible({ timeout: SLOW_MS });
    await expect(flyOut.getByText('The server has another host key')).toHaveCount(0);
  } finally {
    await db.$disconnect();
  }
});
