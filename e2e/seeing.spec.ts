import { readFile } from 'node:fs/promises';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { sampleConnectors } from '../prisma/seed/sample-connectors.ts';
import { sampleConnectorId, sampleRunId } from '../prisma/seed/sample-id.ts';
import { writeConnector } from '../prisma/seed/write-connector.ts';

const stockholm = { id: sampleConnectorId(3), lastRunId: sampleRunId(3, 1) };

test.describe('seeing and steering', () => {
  let db: Database;
  test.beforeAll(async ({ stack }) => {
    db = createDatabase(stack.databaseUrl);
    for (const connector of sampleConnectors) {
      await writeConnector(db, connector, { now: new Date(), masterKey: Buffer.alloc(32) });
    }
  });
  test.afterAll(async () => {
    await db.$disconnect();
  });

  test('several connectors are paused and resumed at once, and each says what became of it', async ({
    page,
    signInAs,
  }) => {
    await signInAs(page, accounts.connectorAdmin);
    await page.goto('/data-connectors/connectors?name=telegram%20archiver');
    const bar = page.getByRole('toolbar', { name: 'Actions on the selection' });
    await page.getByRole('checkbox', { name: 'Select Telegram Archiver Bergen' }).check();
    await page.getByRole('checkbox', { name: /^Select Telegram Archiver Helsinki/ }).check();
    await expect(bar.getByText('2 selected')).toBeVisible();
    await expectAccessible(page);
    await bar.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Pause' }).click();
    const result = page.getByRole('dialog', { name: 'Pause' });
    await expect(result.getByText('1 done, 1 unchanged, 0 refused')).toBeVisible();
    await expect(result.getByRole('row', { name: /Bergen/ })).toContainText('Paused');
    await expect(result.getByRole('row', { name: /Helsinki/ })).toContainText('Was paused already');
    await expectAccessible(page);
    await result.getByRole('button', { name: 'Close' }).click();
    await expect(bar).toBeHidden();
    await expect(
      page.getByRole('row', { name: /Telegram Archiver Bergen/ }).getByText('Paused'),
    ).toBeVisible();

    await page.getByRole('checkbox', { name: 'Select Telegram Archiver Bergen' }).check();
    await page.getByRole('checkbox', { name: 'Select Telegram Archiver Oslo' }).check();
    await bar.getByRole('button', { name: 'Resume' }).click();
    await expect(page.getByText('1 done, 1 unchanged, 0 refused')).toBeVisible();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('checkbox', { name: 'Select Telegram Archiver Oslo' }).check();
    await bar.getByRole('button', { name: 'Run now' }).click();
    await expect(
      page.getByRole('dialog').getByText('An import of this connector is in progress.'),
    ).toBeVisible();
    const entries = await db.auditEntry.findMany({
      where: { connectorId: sampleConnectorId(1) },
      orderBy: { id: 'desc' },
      take: 2,
      select: { action: true },
    });
    expect(entries.map(({ action }) => action)).toEqual(['connector-resumed', 'connector-paused']);
  });

  test('the list is narrowed down by kind and status, and keeps the chosen columns', async ({
    page,
    signInAs,
  }) => {
    await signInAs(page, accounts.reader);
    await page.goto('/data-connectors/connectors?name=telegram%20archiver');
    await expect(page.getByRole('link', { name: 'Telegram Archiver Oslo' })).toBeVisible();
    await expect(page.getByRole('checkbox')).toHaveCount(0);
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'Import in progress' }).click();
    await expect(page).toHaveURL(/status=importing/);
    await expect(page.getByRole('link', { name: 'Telegram Archiver Aarhus' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Telegram Archiver Stockholm' })).toBeHidden();
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'WhatsApp' }).click();
    await expect(page.getByText('No connector matches')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect(page.getByRole('link', { name: 'Telegram Archiver Oslo' })).toBeVisible();

    await page.getByRole('button', { name: 'Choose columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Next import' }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('columnheader', { name: 'Next import' })).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('columnheader', { name: 'Last import' })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: 'Next import' })).toHaveCount(0);
  });

  test('Home shows today, thirty days, and a calendar whose red day leads to its import', async ({
    page,
    signInAs,
    expectedErrors,
  }) => {
    expectedErrors.push(/api\/home\/calendar/);
    await signInAs(page, accounts.reader);
    const asked = Promise.withResolvers<undefined>();
    await page.route('**/api/home/calendar*', async (route) => {
      await asked.promise;
      await route.abort();
    });
    await page.goto('/');
    const calendar = page.getByRole('region', { name: 'Completeness by connector' });
    await expect(calendar.getByLabel('Loading…')).toBeVisible();
    asked.resolve(undefined);
    const again = calendar.getByRole('button', { name: 'Try again' });
    await expect(again).toBeVisible();
    await expectAccessible(page);
    await page.unroute('**/api/home/calendar*');
    await again.click();
    await expect(calendar.getByRole('table')).toBeVisible();
    await expectAccessible(page);

    await expect(page.getByRole('region', { name: 'Today' })).toContainText('Imports in progress');
    const days = page.getByRole('region', { name: 'The last 30 days' });
    await expect(days.locator('svg').first()).toBeVisible();
    await days.getByRole('switch', { name: 'Show as a table' }).click();
    await expect(days.getByRole('table').getByRole('row')).toHaveCount(31);
    await expectAccessible(page);

    const row = calendar.getByRole('row', { name: /Telegram Archiver Stockholm/ });
    await row.getByRole('link', { name: /: Something is missing$/ }).click();
    await expect(page).toHaveURL(`/runs/${stockholm.lastRunId}`);
  });

  test('an import is compared with the one before, and its exceptions are searched and saved', async ({
    page,
    signInAs,
  }) => {
    await signInAs(page, accounts.reviewer);
    await page.goto(`/runs/${stockholm.lastRunId}`);
    const comparison = page.getByRole('table', { name: 'Compared with the import before' });
    const before = await db.run.findUniqueOrThrow({
      where: { id: sampleRunId(3, 0) },
      select: { itemsAvailable: true },
    });
    await expect(
      comparison.getByRole('row', { name: 'Items available from source' }),
    ).toContainText(String(before.itemsAvailable));

    const exceptions = page.getByRole('table', { name: 'Exceptions' });
    const search = page.getByRole('searchbox', { name: 'Find by item, mailbox or number' });
    await search.fill('no such thing');
    await expect(page.getByText('No exception has this in it.')).toBeVisible();
    await search.fill('99887766');
    await expect(exceptions.getByText('+47 99 88 77 66').first()).toBeVisible();
    await expectAccessible(page);

    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Exceptions only' }).click();
    const file = await downloading;
    const text = await readFile(await file.path(), 'utf8');
    const held = await db.delivery.count({
      where: { runId: stockholm.lastRunId, state: { in: ['held', 'failed'] } },
    });
    expect(file.suggestedFilename()).toMatch(/^telegram-exceptions-/);
    expect(text.trimEnd().split('\r\n')).toHaveLength(held + 1);
  });
});
