import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { expectStep } from '#e2e/fixtures/wizard-steps.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { sampleConnectors } from '../prisma/seed/sample-connectors.ts';
import { sampleConnectorId } from '../prisma/seed/sample-id.ts';
import { writeConnector } from '../prisma/seed/write-connector.ts';

const oslo = { id: sampleConnectorId(2) };
const stockholm = { id: sampleConnectorId(3) };

test.use({ stackName: 'edit' });

test.describe('a connector afterwards', () => {
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

  test('a connector is edited by the wizard’s steps, and nothing changes before Save', async ({
    page,
    signInAs,
  }) => {
    await signInAs(page, accounts.connectorAdmin);
    await page.goto(`/data-connectors/connectors?connector=${stockholm.id}`);
    const flyOut = page.getByRole('dialog', { name: 'Telegram Archiver Stockholm' });
    await expect(flyOut.getByText('Leave them at the source')).toBeVisible();
    await flyOut.getByRole('button', { name: 'Edit settings' }).click();
    await expectStep(page, 'Review');
    const steps = page.getByRole('navigation', { name: 'Steps' });
    await expect(steps.getByText('Edit Telegram Archiver Stockholm')).toBeVisible();
    await expect(steps.getByText('Terms of service')).toHaveCount(0);
    await expectAccessible(page);

    await page.getByLabel('Time of the second look').fill('06:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(/another time than that of the daily import/)).toBeVisible();
    await page.getByLabel('Time of the second look').fill('15:30');
    await page.getByRole('radio', { name: 'Delete them' }).check();
    await expect(page.getByText(/cannot be imported again/)).toBeVisible();
    await page.getByRole('switch', { name: /^Deliver items above/ }).check();

    await page.getByRole('link', { name: 'Edit Connector' }).click();
    await expectStep(page, 'Login to TeleMessage');
    const name = page.getByLabel('Connector name');
    await name.fill('TELEGRAM ARCHIVER OSLO');
    await page.getByRole('heading', { level: 1 }).click();
    await expect(page.getByText('Another connector has this name.')).toBeVisible();
    await name.fill('Telegram Archiver Stockholm Edited');
    await page.getByRole('button', { name: 'Next' }).click();
    await expectStep(page, 'Review');
    await expect(page.getByRole('radio', { name: 'Delete them' })).toBeChecked();
    const row = () =>
      db.connector.findUniqueOrThrow({
        where: { id: stockholm.id },
        select: { name: true, secondLookTime: true, largestItemBytes: true },
      });
    expect(await row()).toMatchObject({ name: 'Telegram Archiver Stockholm' });

    await page.getByRole('button', { name: 'Save' }).dblclick();
    await expectStep(page, 'Telegram Archiver Stockholm Edited has been changed');
    await expectAccessible(page);
    expect(await row()).toEqual({
      name: 'Telegram Archiver Stockholm Edited',
      secondLookTime: '15:30',
      largestItemBytes: 150 * 1024 * 1024,
    });
    const { id: connectorId } = stockholm;
    const [entry, ...others] = await db.auditEntry.findMany({
      where: { connectorId, action: 'connector-edited' },
      select: { details: true },
    });
    expect(others).toEqual([]);
    expect(entry?.details).toMatchObject({ nameBefore: 'Telegram Archiver Stockholm' });
  });

  test('a session that ends in the middle loses nothing that was written', async ({
    page,
    signInAs,
  }) => {
    await signInAs(page, accounts.connectorAdmin);
    await page.goto(`/data-connectors/connectors?connector=${oslo.id}`);
    await page.getByRole('dialog').getByRole('button', { name: 'Edit settings' }).click();
    await expectStep(page, 'Review');
    await page.getByRole('link', { name: 'Edit Connector' }).click();
    await expectStep(page, 'Login to TeleMessage');
    await page.getByLabel('Connector name').fill('Written before the session ended');
    await page.context().clearCookies({ name: /next-auth/ });
    await page.getByRole('button', { name: 'Next' }).click();

    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Sign in again in a new tab' }).click();
    const tab = await opened;
    await tab.getByRole('button', { name: 'Sign in with Microsoft' }).click();
    await tab.getByRole('button', { name: accounts.connectorAdmin }).click();
    await expect(tab.getByRole('heading', { name: 'You are signed in again' })).toBeVisible();
    await expectAccessible(tab);
    await tab.close();
    await page.getByRole('button', { name: 'Next' }).click();
    await expectStep(page, 'Review');
    await expect(page.getByText('Written before the session ended')).toBeVisible();

    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Keep the draft' }).click();
    await page.goto('/data-connectors');
    const unfinished = page.getByRole('region', { name: 'Unfinished setups' });
    await expect(unfinished.getByText(/edited and not saved/)).toBeVisible();
    await expect(unfinished.getByText(/Kept until/)).toBeVisible();
    await unfinished.getByRole('button', { name: /^Delete / }).click();
    await page.getByRole('button', { name: 'Delete the draft' }).click();
    await expect(unfinished).toBeHidden();
  });

  test('a connector is deleted once its name is typed, and what it holds stays', async ({
    page,
    signInAs,
  }) => {
    await db.connector.update({
      where: { id: stockholm.id },
      data: { name: 'To be deleted' },
      select: { id: true },
    });
    const held = await db.item.count({ where: { connectorId: stockholm.id, state: 'held' } });
    await signInAs(page, accounts.connectorAdmin);
    await page.goto(`/data-connectors/connectors?connector=${stockholm.id}`);
    const flyOut = page.getByRole('dialog', { name: 'To be deleted' });
    await flyOut.getByRole('button', { name: 'Delete connector' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Delete To be deleted?' });
    await expect(dialog.getByText(/held items stay in Held items/)).toBeVisible();
    await expect(dialog.getByText(/Mailboxes keep everything/)).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await expect(dialog.getByText('This is not the name of the connector.')).toBeVisible();
    await dialog.getByLabel(/^Type the name/).fill('To be deleted');
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await expect(page.getByText('To be deleted has been deleted.').first()).toBeVisible();
    await expect(flyOut).toBeHidden();

    await page.goto('/data-connectors/connectors');
    await expect(page.getByRole('link', { name: 'Telegram Archiver Oslo' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'To be deleted' })).toHaveCount(0);
    expect(await db.item.count({ where: { connectorId: stockholm.id, state: 'held' } })).toBe(held);
    await page.goto(`/data-connectors/connectors/${stockholm.id}/runs`);
    await expect(page.getByRole('table').getByRole('row')).not.toHaveCount(0);
  });
});
