import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';

const telegramPage = '/data-connectors/telegram';

test('somebody signed out comes to the page they asked for after signing in', async ({ page }) => {
  await page.goto(telegramPage);
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign in with Microsoft' }).click();
  await page.getByRole('button', { name: accounts.reader }).click();
  await expect(page).toHaveURL(telegramPage);
});

test('a sign-in that is broken off says so', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in with Microsoft' }).click();
  await page.getByText('Cancel').click();
  await expect(page.getByText('The sign-in was not completed.')).toBeVisible();
});

const roles = [
  { account: accounts.connectorAdmin, role: 'Connector admin', mayAdd: true },
  { account: accounts.reviewer, role: 'Reviewer', mayAdd: false },
  { account: accounts.reader, role: 'Reader', mayAdd: false },
];

for (const { account, role, mayAdd } of roles) {
  test(`the role ${role} ${mayAdd ? 'can' : 'cannot'} add a connector`, async ({
    page,
    signInAs,
  }) => {
    await signInAs(page, account);
    await page.goto(telegramPage);
    const addConnector = page.getByRole('button', { name: 'Add connector' });
    if (mayAdd) {
      await expect(addConnector).toBeEnabled();
    } else {
      await expect(addConnector).toBeDisabled();
      await expect(page.getByText(`You are signed in as ${role}.`)).toBeVisible();
    }
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Account/ }).click();
    await expect(page.getByText(`Role: ${role}`)).toBeVisible();
  });
}

test('somebody without a role sees why and what to ask for, and nothing else', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, accounts.withoutRole);
  const heading = page.getByRole('heading', { name: 'You have no role in Custody yet' });
  await expect(heading).toBeVisible();
  await expect(page.getByText('Mailbox Import Export')).toBeVisible();
  await expectAccessible(page);
  await page.goto(telegramPage);
  await expect(heading).toBeVisible();
  expect((await page.request.get('/api/connectors')).status()).toBe(403);
});

test('signing out ends the session here and at Microsoft', async ({
  page,
  signInAs,
  expectedErrors,
}) => {
  // Home, which refreshes itself, may ask once more before it is left.
  expectedErrors.push(/status of 401.*\/api\/home/);
  await signInAs(page, accounts.reader);
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
  await expectAccessible(page);
  const cookies = (await page.context().cookies()).map(({ name }) => name);
  expect(cookies.filter((name) => /session-token|sandbox-session$/.test(name))).toEqual([]);
  expect((await page.request.get('/api/connectors')).status()).toBe(401);
  await page.goto(telegramPage);
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible();
});

test('an address without a page says so inside the portal', async ({
  page,
  signInAs,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  await signInAs(page, accounts.reader);
  const response = await page.goto('/data-connectors/carrier-pigeon');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('the theme follows the system until somebody chooses one, and then stays', async ({
  page,
  signInAs,
}) => {
  const background = () =>
    page.locator('main').evaluate((main) => getComputedStyle(main).backgroundColor);
  await page.emulateMedia({ colorScheme: 'dark' });
  await signInAs(page, accounts.reader);
  const dark = await background();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await background();
  expect(light).not.toBe(dark);

  await page.getByRole('button', { name: 'Theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect.poll(background).toBe(dark);
  await page.reload();
  expect(await background()).toBe(dark);
});

test('on a narrow screen the navigation is in a drawer', async ({ page, signInAs }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, accounts.reader);
  await page.getByRole('button', { name: 'Open navigation' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('link', { name: 'Data connectors' }).click();
  await expect(page.getByRole('heading', { name: 'Data connectors', level: 1 })).toBeVisible();
  await expect(drawer).toBeHidden();
  await expectAccessible(page);
});

test('pages allow no foreign scripts, styles or frames', async ({ page }) => {
  const response = await page.goto('/sign-in');
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
  expect(policy).toMatch(/style-src 'self' 'nonce-[^']+';/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe-eval');
  expect(response?.headers()['x-content-type-options']).toBe('nosniff');
});
