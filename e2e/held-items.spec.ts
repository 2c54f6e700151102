import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import {
  acceptTerms,
  beginSetup,
  connect,
  expectStep,
  giveConsentWhereAsked,
} from '#e2e/fixtures/wizard-steps.ts';
import { createDatabase } from '#lib/db/client.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';

const IMPORT_TIMEOUT_MS = 240_000;

// What is held must come from this story alone.
test.use({ stackName: 'held items' });

test('held items are replayed after a mapping change, or released with a reason', async ({
  page,
  stack,
  signInAs,
}) => {
  test.setTimeout(IMPORT_TIMEOUT_MS + 180_000);
  const mappingFile = path.join(stack.dataDir, 'sandbox', 'sample-mapping.csv');

  await test.step('import the sample packages', async () => {
    await signInAs(page, accounts.globalAdministrator);
    await beginSetup(page);
    await acceptTerms(page);
    await connect(page, 'Telegram, held');
    await page.locator('input[type=file]').setInputFiles(mappingFile);
    await expect(page.getByText(/no problem found/)).toBeVisible();
    await page.getByRole('button', { name: 'Next' }).click();
    await giveConsentWhereAsked(page);
    await expectStep(page, 'Review');
    await page.getByRole('button', { name: 'Finish' }).click();
    await expectStep(page, 'Telegram, held has been created');
    await page.getByRole('link', { name: 'Go to Connectors' }).click();
    await expect(page.getByRole('progressbar').first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: IMPORT_TIMEOUT_MS });
  });

  const db = createDatabase(stack.databaseUrl);
  const number = await findUnmappedNumber(db);

  await test.step('see what is held of a person', async () => {
    await page.getByRole('link', { name: 'Held items', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Held items', level: 1 })).toBeVisible();
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Person' }).fill(`+${number}`);
    await page.getByRole('textbox', { name: 'Person' }).press('Enter');
    await expect(page).toHaveURL(/person=/);
    await expect(page.getByRole('row', { name: spelling(number) }).first()).toBeVisible();
  });

  const held = await page.getByRole('row', { name: spelling(number) }).count();
  await test.step('replace the mapping file', async () => {
    await page.getByRole('link', { name: 'Telegram, held' }).first().click();
    await page.getByRole('button', { name: 'Replace mapping file' }).click();
    const mailbox = sampleOrganisation.people.find((person) => person.hasMailbox)?.address ?? '';
    const mapped = `${(await readFile(mappingFile, 'utf8')).trimEnd()}\r\n${number},${mailbox}\r\n`;
    await page.locator('input[type=file]').setInputFiles({
      name: 'mapping-2.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(mapped),
    });
    await expect(page.getByText(/no problem found/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Replace', exact: true }).click();
    await expect(page.getByText(/Version 2 of the mapping file is in force/)).toBeVisible();
  });

  await test.step('replay one, and find it in its mailbox', async () => {
    await page.goto(`/held-items?person=${number}`);
    await page
      .getByRole('checkbox', { name: /^Select (?!all)/ })
      .first()
      .check();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await expect(page.getByText('1 item is being replayed')).toBeVisible();
    await page.getByRole('link', { name: 'Open the replay' }).first().click();
    await expect(page.getByText('Completed').first()).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page);
    const replay = await db.run.findFirstOrThrow({ where: { trigger: 'replay' } });
    expect(replay).toMatchObject({ state: 'completed', itemsInManifests: 1, imported: 1, held: 0 });
    const delivery = await db.delivery.findFirstOrThrow({
      where: { runId: replay.id, state: 'imported' },
      select: { mailbox: true, item: { select: { stagingKey: true } } },
    });
    expect(delivery.item.stagingKey).toBeNull();
    await page.goto(`/held-items?person=${number}`);
    await expect(page.getByRole('row', { name: spelling(number) })).toHaveCount(held - 1);
  });

  await test.step('release another, with a reason', async () => {
    await page.goto('/held-items');
    const total = await countHeld();
    await page
      .getByRole('checkbox', { name: /^Select (?!all)/ })
      .first()
      .check();
    await page.getByRole('button', { name: 'Release…' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByLabel('I understand that this cannot be taken back').check();
    await dialog.getByRole('button', { name: 'Release', exact: true }).click();
    await expect(dialog.getByText('Write a reason.')).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Sent before the person joined.');
    await dialog.getByRole('button', { name: 'Release', exact: true }).click();
    await expect(page.getByText('1 item was released.')).toBeVisible();
    expect(await countHeld()).toBe(total - 1);
    expect(await db.auditEntry.findFirstOrThrow({ orderBy: { id: 'desc' } })).toMatchObject({
      action: 'held-items-released',
      details: { reason: 'Sent before the person joined.' },
    });
  });

  await db.$disconnect();

  function countHeld() {
    return db.item.count({ where: { state: 'held' } });
  }
});

test('somebody who may only read decides nothing', async ({ page, signInAs }) => {
  await signInAs(page, accounts.reader);
  await page.goto('/held-items');
  await expect(
    page.getByText(/Only somebody with the role Reviewer or Connector admin/),
  ).toBeVisible();
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await expectAccessible(page);
});

/** The number as it is shown: in groups. */
function spelling(number: string): RegExp {
  return new RegExp(Array.from(number).join(String.raw`[\s-]?`));
}

async function findUnmappedNumber(db: ReturnType<typeof createDatabase>): Promise<string> {
  const [row] = await db.$queryRaw<{ number: string }[]>`
    SELECT person->>'mobileNumber' AS number
    FROM items CROSS JOIN jsonb_array_elements(items.unmatched) AS person
    WHERE items.state = 'held' AND items.hold_reason = 'unmapped'
      AND person->>'mobileNumber' IS NOT NULL
    GROUP BY 1 HAVING count(*) < 20 ORDER BY count(*) DESC, 1 LIMIT 1`;
  return row?.number ?? '';
}
