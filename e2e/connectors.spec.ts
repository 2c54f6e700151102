import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { sampleConnectors } from '../prisma/seed/sample-connectors.ts';
import { sampleConnectorId, sampleRunId } from '../prisma/seed/sample-id.ts';
import { writeConnector } from '../prisma/seed/write-connector.ts';

const oslo = { id: sampleConnectorId(2), activeRunId: sampleRunId(2, 1) };
const stockholm = { id: sampleConnectorId(3), lastRunId: sampleRunId(3, 1) };

test.describe('connectors and their imports', () => {
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

  test('the Connectors tab shows status, result and live progress', async ({ page, signInAs }) => {
    await signInAs(page, accounts.connectorAdmin);
    await page.goto('/data-connectors/connectors');
    const stockholmRow = page.getByRole('row', { name: /Stockholm/ });
    await expect(stockholmRow.getByText('Connected')).toBeVisible();
    await expect(stockholmRow.getByText('Not reconciled')).toBeVisible();
    await expect(stockholmRow.getByText('220 from source')).toBeVisible();
    await expect(page.getByRole('row', { name: /Helsinki/ }).getByText('Paused')).toBeVisible();
    await expectAccessible(page);

    const progress = page.getByRole('progressbar', { name: /Oslo/ });
    const before = await progress.getAttribute('aria-valuenow');
    await db.run.update({
      where: { id: oslo.activeRunId },
      data: { imported: { increment: 50 } },
      select: { id: true },
    });
    await expect(progress).not.toHaveAttribute('aria-valuenow', before ?? '');
  });

  test('sorting and searching are in the address', async ({ page, signInAs }) => {
    await signInAs(page, accounts.reader);
    await page.goto('/data-connectors/connectors?sort=status&direction=descending');
    await expect(
      page.getByRole('columnheader', { name: 'Connection status with source' }),
    ).toHaveAttribute('aria-sort', 'descending');
    await expect(page.getByRole('row').nth(1)).toContainText('Copenhagen');

    await page.getByRole('searchbox', { name: 'Find by name' }).fill('berg');
    await expect(page).toHaveURL(/name=berg/);
    await expect(page.getByRole('status').filter({ hasText: '1 connector' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('link', { name: 'Telegram Archiver Bergen' })).toBeVisible();

    await page.getByRole('searchbox', { name: 'Find by name' }).fill('Reykjavik');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect(page.getByRole('link', { name: 'Telegram Archiver Oslo' })).toBeVisible();
    await expect(page.getByRole('searchbox', { name: 'Find by name' })).toHaveValue('');
  });

  test('a connector is paused, resumed and run from its fly-out', async ({ page, signInAs }) => {
    await signInAs(page, accounts.connectorAdmin);
    await page.goto('/data-connectors/connectors');
    const link = page.getByRole('link', { name: 'Telegram Archiver Stockholm' });
    await link.focus();
    await page.keyboard.press('Enter');
    const flyOut = page.getByRole('dialog', { name: 'Telegram Archiver Stockholm' });
    await expect(flyOut.getByText('Items available from source')).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`connector=${stockholm.id}`));
    await expectAccessible(page);

    await flyOut.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Pause connector' }).click();
    await expect(flyOut.getByText('Paused: no import starts')).toBeVisible();
    await expect(flyOut.getByText('Resume the connector to run it.')).toBeVisible();
    await flyOut.getByRole('button', { name: 'Resume' }).click();
    await expect(flyOut.getByText('Not scheduled')).toBeHidden();

    await flyOut.getByRole('button', { name: 'Run now' }).click();
    await expect(flyOut.getByText('The import is queued.')).toBeVisible();
    await expect(flyOut.getByRole('progressbar')).toBeVisible();

    await page.keyboard.press('Escape');
    await expect(flyOut).toBeHidden();
    await expect(link).toBeFocused();
  });

  test('a connector that is gone says so', async ({ page, signInAs, expectedErrors }) => {
    expectedErrors.push(/status of 404/);
    await signInAs(page, accounts.reader);
    await page.goto(`/data-connectors/connectors?connector=${sampleConnectorId(99)}`);
    await expect(page.getByRole('dialog').getByText('There is no such connector')).toBeVisible();
  });

  test('a run shows its stages, books, findings, packages and exceptions', async ({
    page,
    signInAs,
  }) => {
    await signInAs(page, accounts.reviewer);
    await page.goto(`/runs/${stockholm.lastRunId}`);
    await expect(page.getByRole('heading', { level: 1, name: /^Import of/ })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Stages' }).getByRole('listitem')).toHaveCount(5);
    await expect(page.getByText('Adds up', { exact: true })).toHaveCount(2);
    await expect(page.getByText(/2 items are missing in the mailbox maja.lie/)).toBeVisible();
    await expect(page.getByText("The manifest's count is not the number of items.")).toBeVisible();
    await expectAccessible(page);

    const table = page.getByRole('table', { name: 'Exceptions' });
    await expect(table.getByRole('row')).toHaveCount(21);
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect(page.getByText(/^21 to 40 of/)).toBeVisible();
    await page.getByRole('combobox', { name: 'Reason' }).click();
    await page.getByRole('option', { name: /too large/ }).click();
    await expect(table.getByText('Held: nobody has a mailbox')).toHaveCount(0);

    await page.getByRole('tab', { name: /People without a mailbox/ }).click();
    await expect(page.getByRole('cell', { name: '+47 99 88 77 66' })).toBeVisible();
    await expectAccessible(page);
  });

  test('a mapped mailbox that does not exist is told with the row that names it', async ({
    page,
    signInAs,
  }) => {
    const where = { runId: stockholm.lastRunId, state: 'held', entryName: { not: '' } };
    const { id } = await db.item.findFirstOrThrow({ where, select: { id: true } });
    const { id: mappingVersionId } = await db.mappingVersion.findFirstOrThrow({
      where: { connectorId: stockholm.id },
      select: { id: true },
    });
    const row = { mappingVersionId, mappingLine: 7, mailbox: 'gone@fjord.example' };
    const reason = 'mapped-mailbox-missing-e-mail-used';
    await db.item.update({
      where: { id },
      data: { unmatched: [{ mobileNumber: '4711223344', emailAddress: null, reason, row }] },
      select: { id: true },
    });
    await signInAs(page, accounts.reviewer);
    await page.goto(`/runs/${stockholm.lastRunId}`);
    await page.getByRole('tab', { name: /People without a mailbox/ }).click();
    await expect(page.getByText('filed by the e-mail address')).toBeVisible();
    await expect(page.getByText('gone@fjord.example: version 1 of the file, line 7')).toBeVisible();
  });

  test('the log has a row for every delivery and no formula', async ({ page, signInAs }) => {
    await db.item.updateMany({
      where: { runId: stockholm.lastRunId, entryName: '0000001.eml' },
      data: { sourceItemId: '=HYPERLINK("https://evil.example")' },
    });
    await signInAs(page, accounts.reviewer);
    await page.goto(`/runs/${stockholm.lastRunId}`);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download log' }).click();
    const file = await download;
    const text = await readFile(await file.path(), 'utf8');
    const deliveries = await db.delivery.count({ where: { runId: stockholm.lastRunId } });

    expect(file.suggestedFilename()).toMatch(/^telegram-\d{4}-\d\d-\d\d\.csv$/);
    expect(text.trimEnd().split('\r\n')).toHaveLength(deliveries + 1);
    expect(text).toContain("'=HYPERLINK(");
    expect(text).not.toMatch(/(^|[,"])=/m);
  });

  test('the log of a period has every delivery of its imports, and adds up to their counters', async ({
    page,
    signInAs,
  }) => {
    await signInAs(page, accounts.reviewer);
    await page.goto(`/data-connectors/connectors?connector=${stockholm.id}`);
    await page.getByRole('dialog').getByRole('button', { name: 'Download log' }).click();
    const dialog = page.getByRole('alertdialog', { name: /^Log of/ });
    await expectAccessible(page);
    await dialog.getByLabel('Last day').fill('2020-01-01');
    await dialog.getByRole('button', { name: 'Download' }).click();
    await expect(dialog.getByText(/a last day that is not before it/)).toBeVisible();
    await dialog.getByLabel('First day').fill('2020-01-01');
    await dialog.getByLabel('Last day').fill('2099-12-31');
    await dialog.getByRole('radio', { name: /JSON/ }).check();
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download' }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toBe('telegram-2020-01-01-2099-12-31.jsonl');
    const lines = z.array(z.object({ import: z.string(), state: z.string() })).parse(
      (await readFile(await file.path(), 'utf8'))
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    );
    const counters = await db.run.findUniqueOrThrow({
      where: { id: stockholm.lastRunId },
      select: { imported: true, partiallyImported: true, skipped: true, failed: true, held: true },
    });
    const ofLastRun = lines.filter((line) => line.import === stockholm.lastRunId);
    const count = (state: string) => ofLastRun.filter((line) => line.state === state).length;
    expect({
      imported: count('imported'),
      partiallyImported: count('partially-imported'),
      skipped: count('skipped'),
      failed: count('failed'),
      held: count('held'),
    }).toEqual(counters);
    expect(lines).toHaveLength(
      await db.delivery.count({ where: { run: { connectorId: stockholm.id } } }),
    );
    const wrong = await page.request.get(`/api/connectors/${stockholm.id}/log?first=yesterday`);
    expect(wrong.status()).toBe(400);
  });

  test('somebody who may only read sees why the rest is out of reach', async ({
    page,
    signInAs,
    expectedErrors,
  }) => {
    expectedErrors.push(/status of 403/);
    await signInAs(page, accounts.reader);
    await page.goto(`/data-connectors/connectors?connector=${oslo.id}`);
    const runNow = page.getByRole('dialog').getByRole('button', { name: 'Run now' });
    await expect(runNow).toBeDisabled();
    await expect(runNow).toHaveAccessibleDescription(/role Connector admin/);
    const edit = page.getByRole('dialog').getByRole('button', { name: 'Edit settings' });
    await expect(edit).toBeDisabled();

    await page.goto(`/runs/${stockholm.lastRunId}`);
    await expect(page.getByRole('button', { name: 'Download log' })).toBeDisabled();
    const log = await page.request.get(`/api/runs/${stockholm.lastRunId}/log`);
    expect(log.status()).toBe(403);
  });

  test('nothing is told to somebody who is signed out', async ({ playwright, stack }) => {
    const stranger = await playwright.request.newContext({ baseURL: stack.portalUrl });
    for (const path of [
      '/api/home',
      '/api/connectors',
      `/api/connectors/${oslo.id}`,
      `/api/connectors/${oslo.id}/runs`,
      `/api/runs/${stockholm.lastRunId}`,
      `/api/runs/${stockholm.lastRunId}/packages`,
      `/api/runs/${stockholm.lastRunId}/exceptions`,
      `/api/runs/${stockholm.lastRunId}/participants`,
      `/api/runs/${stockholm.lastRunId}/log`,
    ]) {
      expect((await stranger.get(path)).status(), path).toBe(401);
    }
    await stranger.dispose();
  });

  test('Home says what needs attention and leads there', async ({ page, signInAs }) => {
    await signInAs(page, accounts.reviewer);
    await page.goto('/');
    const attention = page.getByRole('region', { name: 'Needs attention' });
    await expect(attention.getByText('The source refuses the sign-in.')).toBeVisible();
    await expectAccessible(page);
    await attention
      .getByRole('link', { name: '1 package was refused in the last import.' })
      .click();
    await expect(page).toHaveURL(`/runs/${stockholm.lastRunId}`);
  });

  test('everything fits a telephone', async ({ page, signInAs }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await signInAs(page, accounts.connectorAdmin);
    for (const path of [
      '/',
      '/data-connectors/connectors',
      `/data-connectors/connectors?connector=${stockholm.id}`,
      `/data-connectors/connectors/${stockholm.id}/runs`,
      `/runs/${stockholm.lastRunId}`,
    ]) {
      await page.goto(path);
      await expect(page.locator('h1')).toBeAttached();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
  });
});
