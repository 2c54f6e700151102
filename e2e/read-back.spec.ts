import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { unpack } from '#e2e/fixtures/unpack.ts';
import {
  acceptTerms,
  beginSetup,
  connect,
  expectStep,
  giveConsentWhereAsked,
} from '#e2e/fixtures/wizard-steps.ts';
import { createDatabase } from '#lib/db/client.ts';
import { openMailboxStore } from '#lib/sandbox/mailboxes/mailbox-store.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';

const IMPORT_TIMEOUT_MS = 240_000;
const CHECK_TIMEOUT_MS = 60_000;

// Its mailboxes are meddled with.
test.use({ stackName: 'read back' });

test('a closed import is checked again in the mailboxes', async ({
  page,
  browser,
  stack,
  signInAs,
}) => {
  test.setTimeout(IMPORT_TIMEOUT_MS + 180_000);
  const db = createDatabase(stack.databaseUrl);

  await test.step('import the sample packages', async () => {
    await signInAs(page, accounts.globalAdministrator);
    await beginSetup(page);
    await acceptTerms(page);
    await connect(page, 'Telegram, checked');
    const mappingFile = path.join(stack.dataDir, 'sandbox', 'sample-mapping.csv');
    await page.locator('input[type=file]').setInputFiles(mappingFile);
    await expect(page.getByText(/no problem found/)).toBeVisible();
    await page.getByRole('button', { name: 'Next' }).click();
    await giveConsentWhereAsked(page);
    await expectStep(page, 'Review');
    await page.getByRole('button', { name: 'Finish' }).click();
    await expectStep(page, 'Telegram, checked has been created');
    await page.getByRole('link', { name: 'Go to Connectors' }).click();
    await expect(page.getByRole('progressbar').first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: IMPORT_TIMEOUT_MS });
  });

  const run = await db.run.findFirstOrThrow();
  const checks = page.getByRole('region', { name: 'Checks in the mailboxes' });
  const checkAgain = page.getByRole('button', { name: 'Check again in the mailboxes' });

  await test.step('find everything as it was filed', async () => {
    await page.goto(`/runs/${run.id}`);
    await expect(checks.getByText(/Nobody has had them checked again/)).toBeVisible();
    await checkAgain.click();
    await expect(page.getByText('The mailboxes are being checked.').first()).toBeVisible();
    const result = `All ${run.imported.toLocaleString('en')} messages are there as they were filed`;
    await expect(checks.getByText(result)).toBeVisible({ timeout: CHECK_TIMEOUT_MS });
    // The toast, and what screen readers are told.
    await expect(page.getByText(`Check in the mailboxes: ${result}`).first()).toBeVisible();
    await expect(checks.getByText(`asked for by ${accounts.globalAdministrator}`)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('find what somebody deleted, changed and copied by hand', async () => {
    meddle(path.join(stack.dataDir, 'sandbox', 'mailboxes.sqlite'));
    await checkAgain.click();
    await expect(checks.getByText(/^1 missing, 1 changed, 1 there more than once/)).toBeVisible({
      timeout: CHECK_TIMEOUT_MS,
    });
    await checks.getByRole('button', { name: 'Show what differs' }).click();
    const table = checks.getByRole('table', { name: 'What differs' });
    await expect(table.getByRole('row')).toHaveCount(4);
    await expect(table.getByRole('cell', { name: 'Missing' })).toBeVisible();
    await expect(table.getByRole('cell', { name: 'Changed' })).toBeVisible();
    await expect(table.getByRole('cell', { name: 'There more than once' })).toBeVisible();
    await expectAccessible(page);
    await shootAtAllSizes(page);
  });

  await test.step('keep both checks, and the import as it closed', async () => {
    await page.reload();
    await expect(checks.getByRole('listitem')).toHaveCount(2);
    expect(await db.run.findUniqueOrThrow({ where: { id: run.id } })).toEqual(run);
    const entries = await db.auditEntry.findMany({ where: { action: 'read-back-requested' } });
    expect(entries.map(({ actorName }) => actorName)).toEqual([
      accounts.globalAdministrator,
      accounts.globalAdministrator,
    ]);
  });

  await test.step('its evidence pack verifies by itself, and a change in it is found', async () => {
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download evidence pack' }).click();
    const pack = await (await downloading).path();
    const directory = test.info().outputPath('evidence-pack');
    const names = await unpack(pack, directory);
    const file = names.find((name) => name.endsWith('.evidence.gz')) ?? '';
    expect(names).toEqual(
      expect.arrayContaining([
        'READ-ME.txt',
        'evidence-anchor.jsonl',
        'mapping/version-1.csv',
        'public-keys.pem',
        'report.txt',
        'verify-evidence/evidence-format.md',
        'verify-evidence/main.ts',
      ]),
    );
    const report = await readFile(path.join(directory, 'report.txt'), 'utf8');
    expect(report).toMatch(new RegExp(`Items imported +${run.imported}\\n`));
    // As READ-ME.txt says, with nothing but the pack.
    const command = /^ {2}node (.+)$/m.exec(
      await readFile(path.join(directory, 'READ-ME.txt'), 'utf8'),
    );
    const words = command?.[1]?.split(' ') ?? [];
    expect(await verifyPack(directory, words)).toBe(0);
    const evidence = path.join(directory, file);
    const bytes = gunzipSync(await readFile(evidence)).toString();
    await writeFile(evidence, gzipSync(bytes.replace('"imported"', '"skipped"')));
    expect(await verifyPack(directory, words)).toBe(1);
  });

  await test.step('show the checks, and no button, to somebody who may only read', async () => {
    const reading = await (await browser.newContext()).newPage();
    await signInAs(reading, accounts.reader);
    await reading.goto(`${stack.portalUrl}/runs/${run.id}`);
    await expect(reading.getByText(/1 missing, 1 changed/)).toBeVisible();
    await expect(reading.getByRole('button', { name: 'Check again in the mailboxes' })).toHaveCount(
      0,
    );
    await expectAccessible(reading);
    await reading.context().close();
  });

  await db.$disconnect();
});

/** @returns the exit code of the pack's own verifier, run where nothing else is */
async function verifyPack(directory: string, words: readonly string[]): Promise<number | null> {
  // The sources are TypeScript without a package.json beside them, as on an auditor's machine.
  const elsewhere = await mkdtemp(path.join(os.tmpdir(), 'custody-pack-'));
  await cp(directory, elsewhere, { recursive: true });
  const { status } = spawnSync(process.execPath, [...words], { cwd: elsewhere });
  await rm(elsewhere, { recursive: true });
  return status;
}

/** Of the messages that were filed, deletes one, changes what is kept with another, copies a third. */
function meddle(file: string): void {
  const store = openMailboxStore(file);
  const { messages } = store;
  const [deleted, changed, copied] = sampleOrganisation.people
    .flatMap(({ id: mailbox }) => messages.list({ mailbox, skip: 0, top: 3 }))
    .filter(({ properties }) => properties.some(isFingerprint));
  if (deleted === undefined || changed === undefined || copied === undefined) {
    throw new Error('nothing was filed');
  }
  messages.delete(deleted);
  const properties = changed.properties.map((property) =>
    isFingerprint(property) ? { ...property, value: '0'.repeat(64) } : property,
  );
  messages.update(changed, { properties }, changed.modifiedAt);
  messages.create(copied);
  store.close();
}

function isFingerprint({ propertyId }: { readonly propertyId: string }): boolean {
  return propertyId.toLowerCase().endsWith('custodysha256');
}

/** For whoever looks at them: test-results/playwright. */
async function shootAtAllSizes(page: Page): Promise<void> {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const file = test.info().outputPath(`read-back-${width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: true });
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}
