import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { acceptTerms, beginSetup, expectStep, telemessage } from '#e2e/fixtures/wizard-steps.ts';
import {
  codeAccount,
  hastyAccount,
  lockedAccount,
  newAccount,
  silentAccount,
} from '#lib/sandbox/telemessage-account.ts';

const SLOW_MS = 60_000;

test.use({
  stackName: 'failures of the source',
  stackVariables: {
    TELEMESSAGE_ALLOWED_HOSTS: '127.0.0.1:*, localhost:*, sftp.invalid, *.telemessage.example',
  },
});
test.describe.configure({ timeout: 4 * SLOW_MS });

type Login = { readonly username: string; readonly password: string; readonly server?: string };

test.beforeEach(async ({ page, signInAs }) => {
  await signInAs(page, accounts.connectorAdmin);
  await beginSetup(page);
  await acceptTerms(page);
});

/** Fills in what is asked in step 3 and presses Next. @returns the pop-up */
async function tryLogin(page: Page, { username, password, server }: Login): Promise<Locator> {
  const checks = page.getByRole('dialog', { name: 'Connecting to TeleMessage' });
  // What is behind the pop-up is there once it has closed.
  const replace = page.getByRole('button', { name: 'Replace them' });
  await expect(replace.or(page.getByLabel('Username'))).toBeVisible();
  if (await replace.isVisible()) await replace.click();
  if (server !== undefined) {
    const change = page.getByRole('button', { name: 'Use another server' });
    if (await change.isVisible()) await change.click();
    await page.getByLabel('Server', { exact: true }).fill(server);
  }
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Next' }).click();
  return checks;
}

async function expectFailure(checks: Locator, title: string, wayOut: RegExp): Promise<void> {
  await expect(checks.getByText(title)).toBeVisible({ timeout: SLOW_MS });
  await expect(checks.getByText(wayOut)).toBeVisible();
  await expectAccessible(checks.page());
}

test('a wrong password: entered again, in the field that has the focus', async ({ page }) => {
  const checks = await tryLogin(page, { ...telemessage, password: 'not this one' });
  await expectFailure(checks, 'The username or the password is not right', /may lock the account/);
  await checks.getByRole('button', { name: 'Enter them again' }).click();
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  await tryLogin(page, telemessage);
  await expect(checks.getByText('The connection works.')).toBeVisible({ timeout: SLOW_MS });
});

test('a locked account: not tried again by itself, and said how it is unlocked', async ({
  page,
}) => {
  const checks = await tryLogin(page, lockedAccount);
  await expectFailure(checks, 'The account is locked', /have it unlocked in TeleMessage's/);
  await checks.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Replace them' })).toBeVisible();
});

test('no packages yet is no failure', async ({ page }) => {
  const checks = await tryLogin(page, newAccount);
  await expect(checks.getByText('The connection works.')).toBeVisible({ timeout: SLOW_MS });
  await expect(checks.getByText(/No package yet\. That is normal for a new account/)).toBeVisible();
  await checks.getByRole('button', { name: 'Continue' }).click();
  await expectStep(page, 'User mapping');
});

test('a verification code: wrong, right, and too late', async ({ page }) => {
  const checks = await tryLogin(page, codeAccount);
  const code = checks.getByLabel('Verification code');
  await expect(code).toBeFocused({ timeout: SLOW_MS });
  await expectAccessible(page);
  await code.fill('000000');
  await code.press('Enter');
  await expectFailure(checks, 'The code is not right', /you get a new code/);
  await checks.getByRole('button', { name: 'Try again' }).click();
  await code.fill(codeAccount.verificationCode, { timeout: SLOW_MS });
  await code.press('Enter');
  await expect(checks.getByText('The connection works.')).toBeVisible({ timeout: SLOW_MS });
  await checks.getByRole('button', { name: 'Close' }).click();

  await tryLogin(page, hastyAccount);
  await expect(code).toBeFocused({ timeout: SLOW_MS });
  await expectFailure(checks, 'The code came too late', /the old one is not valid any more/);
  await expect(code).toHaveCount(0);
  await checks.getByRole('button', { name: 'Try again' }).click();
  await code.fill(hastyAccount.verificationCode, { timeout: SLOW_MS });
  await code.press('Enter');
  await expect(checks.getByText('The connection works.')).toBeVisible({ timeout: SLOW_MS });
});

test('a server that gives no answer, before the sign-in and in it', async ({ page, stack }) => {
  const silent = createServer();
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    const checks = await tryLogin(page, { ...telemessage, server: `127.0.0.1:${port}` });
    await expectFailure(checks, 'The server takes too long', /Try again in a few minutes/);
    await expect(checks.getByRole('img', { name: 'not begun' })).toHaveCount(3);
    await checks.getByRole('button', { name: 'Close' }).click();
  } finally {
    silent.close();
  }
  const server = `127.0.0.1:${stack.sftpPort}`;
  const checks = await tryLogin(page, { ...silentAccount, server });
  await expectFailure(checks, 'The server takes too long', /Try again in a few minutes/);
  await expect(checks.getByRole('img', { name: 'passed' })).toHaveCount(2);
});

test('an unknown name, a refused connection, and something that is no SFTP server', async ({
  page,
  stack,
}) => {
  const checks = await tryLogin(page, { ...telemessage, server: 'sftp.invalid' });
  await expectFailure(checks, 'There is no server of this name', /typing mistakes/);
  await checks.getByRole('button', { name: 'Close' }).click();

  await tryLogin(page, { ...telemessage, server: '127.0.0.1:9' });
  await expectFailure(checks, 'The server refuses the connection', /the port may be another one/);
  await checks.getByRole('button', { name: 'Close' }).click();

  const web = new URL(stack.portalUrl).port;
  await tryLogin(page, { ...telemessage, server: `127.0.0.1:${web}` });
  await expectFailure(checks, 'This is not an SFTP server', /checks the address and the port/);
});

test('a server that the deployment does not allow, and a name that leads inside', async ({
  page,
  stack,
}) => {
  const dialog = await tryLogin(page, { ...telemessage, server: '169.254.169.254:80' });
  const refusal = page.getByText('This deployment does not connect to that server.');
  await expect(refusal).toBeVisible();
  await expect(page.getByLabel('Server', { exact: true })).toBeFocused();
  await expect(dialog).toHaveCount(0);
  await expectAccessible(page);
  await page.getByLabel('Server', { exact: true }).fill('no server');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText(/Enter the name of a server/)).toBeVisible();

  const checks = await tryLogin(page, { ...telemessage, server: `localhost:${stack.sftpPort}` });
  await expectFailure(
    checks,
    'The name leads to an address inside a private network',
    /TELEMESSAGE_ALLOWED_NETWORKS/,
  );
  await expect(checks.getByText(/The name leads to (?:127\.|::1)/)).toBeVisible();
  await checks.getByRole('button', { name: 'Close' }).click();

  // What is stored was entered for the other server.
  await page.getByRole('button', { name: `Use 127.0.0.1:${stack.sftpPort}` }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText(/not sent to another server by themselves/)).toBeVisible();
  await tryLogin(page, telemessage);
  await expect(checks.getByText('The connection works.')).toBeVisible({ timeout: SLOW_MS });
});

test('a changed host key: no password is sent until the new key is trusted', async ({
  page,
  stack,
}) => {
  const checks = await tryLogin(page, { ...telemessage, password: 'not this one' });
  await checks.getByRole('button', { name: 'Enter them again' }).click({ timeout: SLOW_MS });

  const sandbox = await page.context().newPage();
  await sandbox.goto(stack.sandboxUrl);
  await sandbox.getByRole('button', { name: 'Give the server another host key' }).click();
  await sandbox.close();

  await tryLogin(page, telemessage);
  await expectFailure(checks, 'The server shows another host key than before', /was not sent/);
  await expect(checks.getByText(/Its fingerprint is SHA256:/)).toBeVisible();
  await expect(checks.getByRole('img', { name: 'not begun' })).toHaveCount(2);
  await checks.getByRole('button', { name: 'Trust the new key and try again' }).click();
  await expect(checks.getByText('The connection works.')).toBeVisible({ timeout: SLOW_MS });
});
