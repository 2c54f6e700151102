import type { Page } from '@playwright/test';
import { forgetConsent, insertDraftBeforeConsent } from '#e2e/fixtures/consent-draft.ts';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { expectStep } from '#e2e/fixtures/wizard-steps.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';

const ARRIVES_MS = 40_000;

test.use({ stackName: 'consent' });

test.describe('admin consent', () => {
  let db: Database;
  test.beforeAll(({ stack }) => {
    db = createDatabase(stack.databaseUrl);
  });
  test.afterAll(async () => {
    await db.$disconnect();
  });
  test.beforeEach(async ({ stack, request }) => {
    await forgetConsent(db, stack, request);
  });

  async function openConsent(page: Page, owner: string): Promise<string> {
    const path = await insertDraftBeforeConsent(db, owner);
    await page.goto(`${path}/consent`);
    await expectStep(page, 'Admin consent');
    return path;
  }

  test('a Global Administrator gives it in place', async ({ page, signInAs }) => {
    await signInAs(page, accounts.globalAdministrator);
    await openConsent(page, accounts.globalAdministrator);
    await expect(page.getByText('Not granted yet')).toHaveCount(2);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByText(/Consent has not been given yet/)).toBeVisible();

    await leaveForMicrosoft(page);
    await page.getByRole('button', { name: 'Accept' }).click();
    await expect(page.getByText('Consent has been given.')).toBeVisible({ timeout: ARRIVES_MS });
    await expect(page.getByText(/for grace.lind@fjord.example/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Next' }).click();
    await expectStep(page, 'Review');
  });

  const refusals: readonly (readonly [string, RegExp])[] = [
    ['AADSTS65004', /declined on Microsoft's page/],
    ['AADSTS65001', /Nobody has consented to this application yet/],
    ['AADSTS650056', /its registration lists no permissions/],
    ['AADSTS90093', /This account may not grant these permissions/],
    ['AADSTS90094', /This account may not grant these permissions/],
    ['AADSTS50011', /does not know the address of this portal/],
    ['AADSTS7000215', /client secret is wrong or has expired/],
    ['AADSTS700016', /does not know this application/],
    ['AADSTS99999', /a reason that has no words here/],
  ];
  test('every refusal is said in plain words, with Microsoft’s own behind a disclosure', async ({
    page,
    signInAs,
  }) => {
    test.setTimeout(180_000);
    await signInAs(page, accounts.globalAdministrator);
    await openConsent(page, accounts.globalAdministrator);
    for (const [code, words] of refusals) {
      await answerOtherwise(page, code);
      const message = page.getByRole('alert').filter({ hasText: 'Consent was not given' });
      await expect(message.getByText(words)).toBeVisible();
      await expect(message.getByText(code)).toBeHidden();
      await message.getByRole('button', { name: 'Microsoft’s own words' }).click();
      await expect(message.getByText(`${code}:`)).toBeVisible();
    }
    await expectAccessible(page);
  });

  test('declining, and an answer of another tenant, change nothing', async ({ page, signInAs }) => {
    await signInAs(page, accounts.globalAdministrator);
    await openConsent(page, accounts.globalAdministrator);
    await leaveForMicrosoft(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText(/declined on Microsoft's page/)).toBeVisible();

    await answerOtherwise(page, 'A grant of another tenant');
    await expect(page.getByText(/came from another tenant/)).toBeVisible();
    expect(await db.consent.count()).toBe(0);
  });

  test('the answer is for who began it, and works once', async ({ page, browser, signInAs }) => {
    await signInAs(page, accounts.globalAdministrator);
    await openConsent(page, accounts.globalAdministrator);
    await leaveForMicrosoft(page);
    const state = new URL(page.url()).searchParams.get('state') ?? '';
    const forged = `/consent/callback?admin_consent=True&tenant=x&state=${state}`;

    const context = await browser.newContext();
    const other = await context.newPage();
    await signInAs(other, accounts.connectorAdmin);
    await other.goto(forged);
    await expect(other.getByText(/does not belong to a consent that you began/)).toBeVisible();
    await context.close();
    expect(await db.consentRequest.count({ where: { usedAt: null } })).toBe(1);
  });

  test('somebody else gives it by a link, and the page notices by itself', async ({
    page,
    browser,
    playwright,
    signInAs,
  }) => {
    await signInAs(page, accounts.connectorAdmin);
    await openConsent(page, accounts.connectorAdmin);
    await page.getByRole('button', { name: 'Make a link' }).click();
    await expect(page.getByText(/^Works until/)).toBeVisible();
    await expectAccessible(page);
    const field = page.getByLabel('Link for a Global Administrator');
    const link = await field.inputValue();
    await page.reload();
    await expect(field).toHaveValue(link);
    const mail = await page.getByRole('link', { name: 'Write a mail' }).getAttribute('href');
    expect(decodeURIComponent(mail ?? '')).toContain(link);

    // As a scanner of mails does.
    const scanner = await playwright.request.newContext();
    for (let times = 0; times < 3; times += 1) expect((await scanner.get(link)).ok()).toBe(true);
    await scanner.dispose();

    const context = await browser.newContext();
    const visitor = await context.newPage();
    await visitor.goto(link);
    await visitor.getByRole('button', { name: 'Sign in with Microsoft' }).click();
    await visitor.getByRole('button', { name: accounts.globalAdministrator }).click();
    await expect(visitor.getByRole('heading', { name: 'Consent for Custody' })).toBeVisible();
    await expect(visitor.getByText(/oscar.dahl@fjord.example asks you/)).toBeVisible();
    await expectAccessible(visitor);
    await leaveForMicrosoft(visitor);
    await visitor.getByRole('button', { name: 'Accept' }).click();
    await expect(visitor.getByText(/you can close this one/)).toBeVisible({ timeout: ARRIVES_MS });
    await expectAccessible(visitor);

    await expect(page.getByText('Consent has been given.')).toBeVisible({ timeout: ARRIVES_MS });
    await expect(page.getByText(/for grace.lind@fjord.example/)).toBeVisible();

    await visitor.goto(link);
    await expect(visitor.getByText(/This link has been used/)).toBeVisible();
    await expect(visitor.getByRole('button', { name: /^Consent as/ })).toHaveCount(0);
    await context.close();
  });

  test('a link that has expired, was taken back or never was says so', async ({
    page,
    browser,
    signInAs,
  }) => {
    await signInAs(page, accounts.connectorAdmin);
    await openConsent(page, accounts.connectorAdmin);
    const field = page.getByLabel('Link for a Global Administrator');
    await page.getByRole('button', { name: 'Make a link' }).click();
    const taken = await field.inputValue();
    await page.getByRole('button', { name: 'Take the link back' }).click();
    await expect(field).toBeHidden();
    await page.getByRole('button', { name: 'Make a link' }).click();
    const expired = await field.inputValue();
    await db.consentLink.update({
      where: { id: expired.split('/').at(-1) ?? '' },
      data: { expiresAt: new Date() },
      select: { id: true },
    });

    const context = await browser.newContext();
    const visitor = await context.newPage();
    await signInAs(visitor, accounts.withoutRole);
    for (const [address, words] of [
      [taken, /was taken back/],
      [expired, /has expired/],
      ['/consent/01938f00-0000-4000-8000-000000000009', /no such link in your tenant/],
    ] as const) {
      await visitor.goto(address);
      await expect(visitor.getByText(words)).toBeVisible();
      await expect(visitor.getByRole('button', { name: /^Consent as/ })).toHaveCount(0);
    }
    await expectAccessible(visitor);
    await context.close();
  });

  test('slow propagation is shown and waited for, over a reload too', async ({
    page,
    signInAs,
  }) => {
    test.setTimeout(120_000);
    await signInAs(page, accounts.globalAdministrator);
    await openConsent(page, accounts.globalAdministrator);
    await leaveForMicrosoft(page);
    await showSwitches(page);
    await page.getByLabel('In force').selectOption('30');
    await page.getByRole('button', { name: 'Accept' }).click();
    await expect(page.getByText('Microsoft is putting the consent in force')).toBeVisible();
    await expect(page.getByText(/grace.lind@fjord.example accepted on/)).toBeVisible();
    await page.reload();
    await expect(page.getByText(/grace.lind@fjord.example accepted on/)).toBeVisible();
    await expectAccessible(page);
    await expect(page.getByText('Granted, not in force yet')).not.toHaveCount(0, {
      timeout: ARRIVES_MS,
    });
    await expect(page.getByText('Consent has been given.')).toBeVisible({ timeout: ARRIVES_MS });
  });

  test('access to chosen mailboxes is explained and accepted by trying one', async ({
    page,
    stack,
    request,
    signInAs,
  }) => {
    await request.post(`${stack.sandboxUrl}/consent/limit`, {
      headers: { origin: stack.sandboxUrl },
      form: { mailboxes: 'jonas.berg@fjord.example' },
    });
    await signInAs(page, accounts.globalAdministrator);
    await openConsent(page, accounts.globalAdministrator);
    await leaveForMicrosoft(page);
    await page.getByRole('button', { name: 'Accept' }).click();
    await expect(page.getByText('Granted and tried')).toHaveCount(1, { timeout: ARRIVES_MS });
    await expect(page.getByText('Not granted yet')).toHaveCount(1);

    await page.getByRole('button', { name: 'Limit access to chosen mailboxes' }).click();
    await expect(page.getByText(/New-ManagementRoleAssignment/)).toBeVisible();
    await expectAccessible(page);
    const mailbox = page.getByLabel('A mailbox within the limit');
    for (const [address, words] of [
      ['nobody', /Enter the address of a mailbox/],
      ['maja.dahl@fjord.example', /Not yet: Mail.ReadWrite/],
    ] as const) {
      await mailbox.fill(address);
      await page.getByRole('button', { name: 'Try this mailbox' }).click();
      await expect(page.getByText(words)).toBeVisible({ timeout: ARRIVES_MS });
    }
    await mailbox.fill('jonas.berg@fjord.example');
    await mailbox.press('Enter');
    await expect(page.getByText('Consent has been given.')).toBeVisible({ timeout: ARRIVES_MS });
    await expect(page.getByText(/limited to chosen mailboxes in Exchange Online/)).toBeVisible();
    await page.getByRole('button', { name: 'Next' }).click();
    await expectStep(page, 'Review');
    await expect(page.getByText(/tried on jonas.berg@fjord.example/)).toBeVisible();
  });

  test('a sign-in that ends on the way to Microsoft loses nothing', async ({ page, signInAs }) => {
    await signInAs(page, accounts.globalAdministrator);
    await openConsent(page, accounts.globalAdministrator);
    await leaveForMicrosoft(page);
    await page.context().clearCookies({ name: /next-auth/ });
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByRole('button', { name: 'Sign in with Microsoft' }).click();
    await page.getByRole('button', { name: accounts.globalAdministrator }).click();
    await expect(page.getByText('Consent has been given.')).toBeVisible({ timeout: ARRIVES_MS });
  });
});

/** To the page with the permissions. */
async function leaveForMicrosoft(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Consent as Global Administrator' }).click();
  await page.getByRole('button', { name: accounts.globalAdministrator }).click();
  await expect(page.getByRole('heading', { name: 'Permissions requested' })).toBeVisible();
}

async function showSwitches(page: Page): Promise<void> {
  await page.getByText('Sandbox: let it go wrong, or take time').click();
}

async function answerOtherwise(page: Page, label: string): Promise<void> {
  await leaveForMicrosoft(page);
  await showSwitches(page);
  await page.getByLabel('Microsoft answers').selectOption({ label });
  await page.getByRole('button', { name: 'Accept' }).click();
  await expectStep(page, 'Admin consent');
}
