import type { Page } from '@playwright/test';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { acceptTerms, expectStep } from '#e2e/fixtures/wizard-steps.ts';
import { listConnectorKinds } from '#lib/connectors/catalog.ts';

const kinds = listConnectorKinds();

async function choose(page: Page, filter: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: filter }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** The names of the kinds as they are shown. */
function shownNames(page: Page): Promise<readonly string[]> {
  return page.getByRole('tabpanel').locator('li h2').allTextContents();
}

test('the Overview shows all twelve kinds, and finds them by words, content and cloud', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, accounts.reader);
  await page.goto('/data-connectors');
  await expect(page.getByText('12 connectors')).toBeVisible();
  expect(await shownNames(page)).toEqual(kinds.map(({ listLabel }) => listLabel));
  await expectAccessible(page);

  const search = page.getByRole('searchbox', { name: 'Search connectors' });
  await search.fill('wecom');
  await expect(page.getByText('1 connector', { exact: true })).toBeVisible();
  expect(await shownNames(page)).toEqual(['WeChat Archiver']);
  await search.fill('');

  await choose(page, 'Filter by content', 'Call logs');
  await expect(page.getByText('2 connectors')).toBeVisible();
  expect(await shownNames(page)).toEqual(['Android Archiver', 'Enterprise Number Archiver']);
  await choose(page, 'Filter by availability', 'GCC');
  await expect(page.getByText('2 connectors')).toBeVisible();
  await choose(page, 'Filter by content', 'All content');
  await expect(page.getByText('12 connectors')).toBeVisible();

  await choose(page, 'Filter by availability', 'GCC High');
  await expect(
    page.getByText('Microsoft offers no connector of this kind in GCC High.'),
  ).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Clear search and filter' }).click();
  await expect(page.getByText('12 connectors')).toBeVisible();
  await expect(page).toHaveURL(/\/data-connectors$/);
});

test('what is searched for is in the address, and how it was shown last is remembered', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, accounts.reader);
  await page.goto('/data-connectors');
  await page.getByRole('button', { name: 'List' }).click();
  const list = page.getByRole('table', { name: 'Connectors' });
  await expect(list.getByRole('link')).toHaveCount(12);
  await expectAccessible(page);
  await page.getByRole('searchbox', { name: 'Search connectors' }).fill('network');
  await choose(page, 'Filter by content', 'MMS');
  await expect(page).toHaveURL('/data-connectors?search=network&content=mms&view=list');
  const names = ['AT&T Network', 'Bell SMS/MMS Network Archiver', 'Rogers Network Archiver'];
  expect((await list.getByRole('link').allTextContents()).slice(0, 3)).toEqual(names);

  await list.getByRole('link', { name: 'Verizon Network' }).click();
  await expect(page.getByRole('heading', { name: 'Verizon Network', level: 1 })).toBeVisible();
  await page.goBack();
  await expect(list.getByRole('link')).toHaveCount(4);
  await page.reload();
  await expect(list.getByRole('link')).toHaveCount(4);
  await expect(page.getByRole('searchbox', { name: 'Search connectors' })).toHaveValue('network');

  // Another page of the same browser, without a view in its address.
  await page.goto('/data-connectors');
  await expect(list.getByRole('link')).toHaveCount(12);
  await page.goto('/data-connectors?view=tiles&search=telegram&content=nonsense');
  expect(await shownNames(page)).toEqual(['Telegram Archiver']);
});

test('by keyboard: into the tiles, through them with the arrows, and on to a product', async ({
  page,
  signInAs,
}) => {
  await signInAs(page, accounts.reader);
  await page.goto('/data-connectors');
  const [first, second] = kinds;
  const linkOf = (name = '') => page.getByRole('link', { name: `View ${name}`, exact: true });
  // Arrows move once the page has come to life.
  await expect(async () => {
    await page.getByRole('searchbox', { name: 'Search connectors' }).focus();
    // Two filters, two buttons for the view.
    for (let stop = 0; stop < 5; stop += 1) await page.keyboard.press('Tab');
    await expect(linkOf(first?.listLabel)).toBeFocused({ timeout: 1_000 });
    await page.keyboard.press('ArrowRight');
    await expect(linkOf(second?.listLabel)).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('Tab');
  await expect(linkOf(kinds[2]?.listLabel)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: kinds[2]?.pageLabel ?? '', level: 1 }),
  ).toBeVisible();
});

test('each kind has its page, with what Microsoft says of it', async ({ page, signInAs }) => {
  test.setTimeout(480_000);
  await signInAs(page, accounts.reader);
  for (const kind of kinds) {
    await page.goto('/data-connectors');
    await page.getByRole('link', { name: `View ${kind.listLabel}`, exact: true }).click();
    await expect(page.getByRole('heading', { name: kind.pageLabel, level: 1 })).toBeVisible();
    await expect(page.getByText(kind.folderName, { exact: true }).first()).toBeVisible();
    for (const heading of [
      'What it archives',
      'How it works',
      'Before you start',
      'Known limits',
    ]) {
      await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    }
    await expectAccessible(page);
  }
});

test('each kind begins its wizard under its own name', async ({ page, signInAs }) => {
  test.setTimeout(480_000);
  await signInAs(page, accounts.globalAdministrator);
  for (const { id, pageLabel } of kinds) {
    await page.goto(`/data-connectors/${id}`);
    await page.getByRole('button', { name: 'Add connector' }).click();
    await expectStep(page, 'Terms of service');
    await acceptTerms(page);
    await expect(page.getByLabel('Connector name')).toHaveValue(pageLabel);
    const order = page.getByRole('link', { name: `Order ${pageLabel} at TeleMessage` });
    await expect(order).toHaveAttribute('href', /^https:\/\/www\.telemessage\.com\//);
    await expect(page.getByText(/^Custody connects to 127\.0\.0\.1:\d+\.$/)).toBeVisible();
    await expect(page.getByText('This is set for the whole deployment.')).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Delete the draft' }).click();
    await expect(page.getByRole('heading', { name: 'Data connectors', level: 1 })).toBeVisible();
  }
});

test('narrow and dark, tiles and list fit', async ({ page, signInAs }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await signInAs(page, accounts.reader);
  for (const address of ['/data-connectors?view=tiles', '/data-connectors?view=list']) {
    await page.goto(address);
    await expect(page.getByText('12 connectors')).toBeVisible();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await expectAccessible(page);
  }
});
