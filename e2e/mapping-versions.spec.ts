import { readFile } from 'node:fs/promises';
import { chooseMappingFile } from '#e2e/fixtures/choose-mapping-file.ts';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { expectStep } from '#e2e/fixtures/wizard-steps.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { sampleConnectors } from '../prisma/seed/sample-connectors.ts';
import { sampleConnectorId } from '../prisma/seed/sample-id.ts';
import { writeConnector } from '../prisma/seed/write-connector.ts';

const bergen = { id: sampleConnectorId(1), name: 'Telegram Archiver Bergen' };

test.use({ stackName: 'mapping' });
test.describe.configure({ timeout: 300_000 });

test.describe('the mapping file of a connector', () => {
  let db: Database;
  test.beforeAll(async ({ stack }) => {
    db = createDatabase(stack.databaseUrl);
    const surroundings = { now: new Date(), masterKey: Buffer.alloc(32) };
    for (const connector of sampleConnectors) await writeConnector(db, connector, surroundings);
  });
  test.afterAll(async () => {
    await db.$disconnect();
  });

  test('is replaced after a look at what changes, compared, gone back to, and removed', async ({
    page,
    signInAs,
  }) => {
    const first = await db.mappingVersion.findFirstOrThrow({
      where: { connectorId: bergen.id },
      select: { rowCount: true, author: true, fileName: true },
    });
    const kept = await firstNumber(db);
    const fly = `/data-connectors/connectors?connector=${bergen.id}`;
    const history = `/data-connectors/connectors/${bergen.id}/mapping-file`;
    await signInAs(page, accounts.connectorAdmin);

    await test.step('replaced', async () => {
      await page.goto(fly);
      await page.getByRole('button', { name: 'Replace mapping file' }).click();
      const dialog = page.getByRole('alertdialog', {
        name: `Replace the mapping file of ${bergen.name}`,
      });
      await chooseMappingFile(dialog.getByTestId('mapping-file'), 'second.csv', [
        `${kept},somebody.else@fjord.example`,
        '46709999999,new@fjord.example',
      ]);
      await expect(dialog.getByText('second.csv: 2 rows, no problem found.')).toBeVisible();
      await dialog.getByRole('button', { name: 'Compare' }).click();
      const removed = first.rowCount - 1;
      await expect(
        dialog.getByText(
          `1 number is added, 1 is changed, ${removed} ${removed === 1 ? 'is' : 'are'} removed.`,
        ),
      ).toBeVisible();
      await expect(dialog.getByText(/^Changed numbers: messages from now on/)).toBeVisible();
      await expect(dialog.getByText(/^Removed numbers: messages from now on/)).toBeVisible();
      await expectAccessible(page);
      await dialog.getByRole('button', { name: 'Replace' }).click();
      await expect(
        page.getByText('Version 2 of the mapping file is in force: 2 rows.').first(),
      ).toBeVisible();
    });

    await test.step('its history: who, what changed, two versions beside each other', async () => {
      await page.goto(history);
      const versions = page.getByRole('table', { name: 'Version' }).getByRole('row');
      await expect(versions).toHaveCount(1 + 2);
      await expect(versions.nth(1)).toContainText(accounts.connectorAdmin);
      await expect(versions.nth(1)).toContainText('In force');
      await expect(versions.nth(1)).toContainText('1 added, 1 changed');
      await expect(versions.nth(2)).toContainText(first.author);
      await page.getByLabel('Earlier version').selectOption('Version 2');
      await page.getByLabel('Later version').selectOption('Version 1');
      const changes = page.getByRole('table', { name: 'What changes' });
      await expect(changes.getByRole('row', { name: /new@fjord\.example/ })).toContainText(
        'Removed',
      );
      await expectAccessible(page);
      const downloading = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download version 1' }).click();
      const text = await readFile(await (await downloading).path(), 'utf8');
      expect(text.trimEnd().split('\r\n')).toHaveLength(1 + first.rowCount);
    });

    await test.step('gone back to', async () => {
      await page.getByRole('button', { name: 'Go back to version 1' }).click();
      const dialog = page.getByRole('alertdialog', { name: 'Go back to version 1?' });
      await expect(dialog.getByText(/become version 3/)).toBeVisible();
      await expect(dialog.getByText(/1 is changed, 1 is removed/)).toBeVisible();
      await expectAccessible(page);
      await dialog.getByRole('button', { name: 'Go back' }).click();
      await expect(page.getByText(/^Version 3 is in force/)).toBeVisible();
      await expect(page.getByText('Version 1 once more')).toBeVisible();
    });

    await test.step('removed by an edit, which says what it means', async () => {
      await page.goto(fly);
      await page.getByRole('button', { name: 'Edit settings' }).click();
      await expectStep(page, 'Review');
      await page.getByRole('link', { name: 'Edit User mapping' }).click();
      await expectStep(page, 'User mapping');
      await page.getByRole('button', { name: 'Remove' }).click();
      await page.getByRole('switch', { name: /^Map users by/ }).click();
      await page.getByRole('button', { name: 'Next' }).click();
      await expect(page.getByText(/^Turn on automatic mapping or choose/)).toBeVisible();
      await page.getByRole('switch', { name: /^Map users by/ }).click();
      await page.getByRole('button', { name: 'Next' }).click();
      const dialog = page.getByRole('alertdialog', { name: 'Remove the mapping file?' });
      await expect(dialog.getByText(/people who are in the file only are held/)).toBeVisible();
      await expect(dialog.getByText(/none is changed, .* removed\. 0 stay/)).toBeVisible();
      await expectAccessible(page);
      await dialog.getByRole('button', { name: 'Remove on Save' }).click();
      await expectStep(page, 'Review');
      await expect(page.getByText(`Removed on Save: ${first.fileName}`)).toBeVisible();
      await page.getByRole('link', { name: 'Edit User mapping' }).click();
      await expect(page.getByText(/is removed from the connector when you save/)).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('link', { name: 'Back', exact: true }).click();
      await expectStep(page, 'Review');
      await page.getByRole('button', { name: 'Save' }).click();
      await expectStep(page, `${bergen.name} has been changed`);

      await page.goto(fly);
      await expect(page.getByRole('dialog').getByText('By e-mail address')).toBeVisible();
      await page.getByRole('link', { name: 'All versions' }).click();
      await expect(page.getByRole('row', { name: /Version 4.*No file/ })).toContainText('In force');
      await expectAccessible(page);
      const entry = await db.auditEntry.findFirst({
        where: { connectorId: bergen.id, action: 'mapping-removed' },
        select: { actorName: true, details: true },
      });
      expect(entry).toMatchObject({
        actorName: accounts.connectorAdmin,
        details: { number: 4, removed: first.rowCount },
      });
    });
  });
});

async function firstNumber(db: Database): Promise<string> {
  const { firstNumber: number } = await db.mappingPage.findFirstOrThrow({
    where: { version: { connectorId: bergen.id } },
    orderBy: { number: 'asc' },
    select: { firstNumber: true },
  });
  return String(number);
}
