import type { Page } from '@playwright/test';
import { expectInEveryView } from '#e2e/fixtures/expect-in-every-view.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { expectStep } from '#e2e/fixtures/wizard-steps.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { sampleConnectors } from '../prisma/seed/sample-connectors.ts';
import { sampleConnectorId } from '../prisma/seed/sample-id.ts';
import { writeConnector } from '../prisma/seed/write-connector.ts';

const oslo = sampleConnectorId(2);
const stockholm = sampleConnectorId(3);
const copenhagen = sampleConnectorId(4);
const helsinki = sampleConnectorId(5);
const connectorsTab = '/data-connectors/connectors';

// Held items and connectors are those of the samples.
test.use({ stackName: 'every page' });

test.describe('lists, fly-outs, dialogs and their states, in light, dark, high contrast and at 320 px', () => {
  test.setTimeout(300_000);
  let db: Database;
  test.beforeAll(async ({ stack }) => {
    db = createDatabase(stack.databaseUrl);
    for (const connector of sampleConnectors) {
      await writeConnector(db, connector, { now: new Date(), masterKey: Buffer.alloc(32) });
    }
    const deletedBy = accounts.connectorAdmin;
    await db.connector.updateMany({
      where: { id: helsinki },
      data: { state: 'deleted', deletedBy, deletedAt: new Date() },
    });
    await db.connector.updateMany({
      where: { id: copenhagen },
      data: { state: 'deleting', deletedBy },
    });
    const held = { state: 'held', run: { connectorId: stockholm }, reason: 'too-large' };
    await db.delivery.updateMany({ where: held, data: { reason: 'mailbox-out-of-scope' } });
  });
  test.afterAll(async () => {
    await db.$disconnect();
  });

  /** Opens an address, waits for its title, and looks at it. */
  async function visit(page: Page, address: string, title: string | RegExp): Promise<void> {
    await test.step(address, async () => {
      await page.goto(address);
      await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
      await expectInEveryView(page);
    });
  }

  test('lists and what they lead to', async ({ page, signInAs }) => {
    await signInAs(page, accounts.connectorAdmin);
    await visit(page, '/data-connectors', 'Data connectors');
    await visit(page, '/data-connectors?view=list', 'Data connectors');
    await visit(page, '/data-connectors?search=nothing%20at%20all', 'Data connectors');
    await visit(page, '/data-connectors/telegram', 'Telegram Archiver');
    await visit(page, connectorsTab, 'Data connectors');
    await visit(page, `${connectorsTab}?name=nothing%20at%20all`, 'Data connectors');
    await visit(page, `${connectorsTab}/deleted`, 'Deleted connectors');
    await visit(page, `${connectorsTab}/${stockholm}/runs`, /Stockholm/);
    await visit(page, `${connectorsTab}/${stockholm}/mapping-file`, /./);
    await visit(page, `${connectorsTab}/${stockholm}/coverage`, /./);
  });

  test('held items, the audit log, and pages that are not there', async ({
    page,
    signInAs,
    expectedErrors,
  }) => {
    expectedErrors.push(/404 \(Not Found\)/);
    await signInAs(page, accounts.connectorAdmin);
    await page.goto('/held-items');
    await expect(page.getByText(/add the mailbox to the group/)).toBeVisible();
    await visit(page, '/held-items', 'Held items');
    await visit(page, '/held-items?text=nothing%20at%20all', 'Held items');
    await visit(page, '/audit-log', 'Audit log');
    await visit(page, '/audit-log?person=nobody', 'Audit log');
    await visit(page, '/nothing/here', 'Page not found');
    await visit(page, '/data-connectors/nothing', 'Page not found');
  });

  test('the fly-out of a connector, its dialogs, and an edit', async ({ page, signInAs }) => {
    await signInAs(page, accounts.connectorAdmin);
    await page.goto(`${connectorsTab}?connector=${copenhagen}`);
    await expect(page.getByText(/waited for ten minutes more at most/)).toBeVisible();
    await expectInEveryView(page);

    await page.goto(`${connectorsTab}?connector=${oslo}`);
    const flyOut = page.getByRole('dialog', { name: 'Telegram Archiver Oslo' });
    await expect(flyOut.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible();
    await expectInEveryView(page);
    const question = page.getByRole('alertdialog');
    for (const name of ['Download log', 'Delete connector']) {
      await flyOut.getByRole('button', { name }).click();
      await expect(question).toBeVisible();
      await expectInEveryView(page);
      await question.getByRole('button', { name: 'Cancel' }).click();
    }
    await flyOut.getByRole('button', { name: 'Edit settings' }).click();
    await expectStep(page, 'Review');
    await expectInEveryView(page);
  });
});
