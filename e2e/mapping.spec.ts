import { open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { sampleMappingRows } from '#e2e/bench/sample-mapping-file.ts';
import { chooseMappingFile, MAPPING_HEADER } from '#e2e/fixtures/choose-mapping-file.ts';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { acceptTerms, beginSetup, connect, expectStep } from '#e2e/fixtures/wizard-steps.ts';
import { words } from '#e2e/fixtures/words.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { createDatabase } from '#lib/db/client.ts';
import { checkMappingFile } from '#lib/domain/mapping-file/check-mapping-file.ts';
import { parseMappingFile } from '#lib/domain/mapping-file/parse-mapping-file.ts';
import { formatMobileNumber } from '#lib/domain/mobile-number.ts';

const AWKWARD = path.join(sourceRoot, 'lib/domain/mapping-file/awkward-files');
/** Of every program and kind of problem some; vitest has them all. */
const awkwardFiles = [
  'excel-csv-macintosh.csv',
  'excel-unicode-text-big-endian.txt',
  'excel-swedish-scientific.csv',
  'excel-title-above-header.csv',
  'excel-workbook-named-csv.csv',
  'libreoffice-decimal-zeros.csv',
  'numbers-quoted-newline.csv',
  'google-sheets-name-with-comma.csv',
  'notepad-no-header-first-row-bad.txt',
  'repeated-and-contradicting.csv',
  'reassigned-number.csv',
  'columns-twice.csv',
  'missing-cells.csv',
];
const MILLION = 1_000_000;
const LARGE_MS = 60_000;
const TOO_LARGE_BYTES = 200 * 1024 * 1024;

test.use({ stackName: 'mapping' });
test.describe.configure({ timeout: 300_000 });

test('a mapping file in the wizard: dropped, checked row by row, stopped, saved, found again', async ({
  page,
  stack,
  signInAs,
}) => {
  const { wizard } = words.en;
  const next = page.getByRole('button', { name: 'Next' });
  const input = page.getByTestId('mapping-file');
  await signInAs(page, accounts.connectorAdmin);
  await beginSetup(page);
  await acceptTerms(page);
  await connect(page, 'Mapped with care');

  await test.step('dropped, one at a time', async () => {
    const zone = input.locator('..');
    await drop(page, zone, ['one.csv']);
    await expect(page.getByText('one.csv: 1 row, no problem found.')).toBeVisible();
    await page.getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText('no problem found')).toHaveCount(0);
    await drop(page, zone, ['one.csv', 'two.csv']);
    await expect(page.getByText('Drop one file, not several.')).toBeVisible();
  });

  await test.step('problems by row, a refusal, and the list to keep', async () => {
    const rows = [
      '4.67012E+10,=cmd@fjord.example',
      '46701234567,maja',
      '46701234568,bo@fjord.example',
    ];
    await chooseMappingFile(input, 'bad.csv', rows);
    await expect(page.getByText(/^bad\.csv: 3 problems to correct/)).toBeVisible();
    await next.click();
    await expect(page.getByText(/^The mapping file has rows that cannot be used/)).toBeVisible();
    await expectAccessible(page);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the list' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('bad-problems.csv');
    const list = await readFile(await download.path(), 'utf8');
    expect(list.trimEnd().split('\r\n')).toHaveLength(1 + 3);
    expect(list).toContain('its last digits are lost');
    // No cell passes for a formula.
    expect(list).not.toMatch(/(?:^|,)"?=/m);
  });

  await test.step('awkward files say here what they say on the server', async () => {
    for (const name of awkwardFiles) {
      const file = path.join(AWKWARD, name);
      const check = checkMappingFile(parseMappingFile(await readFile(file)));
      await input.setInputFiles(file);
      if (check.state === 'unreadable') {
        const reason = wizard.mapping.unreadable[check.reason];
        await expect(page.getByText(`${name}: ${reason}`)).toBeVisible();
        continue;
      }
      await expect
        .poll(() => cellsOf(page, wizard.mapping.preview.title), name)
        .toEqual(
          check.preview.map(({ line, mobileNumber, mailbox }) =>
            [line, formatMobileNumber(mobileNumber), mailbox].map(String),
          ),
        );
      const found = check.problems.map(({ line, code, value, otherLine }) => [
        `Row ${line}`,
        value.trim(),
        wizard.mapping.problems.codes[code].text.replace('{other}', String(otherLine)),
      ]);
      await expect.poll(() => cellsOf(page, wizard.mapping.problems.title), name).toEqual(found);
    }
  });

  await test.step('200 MB are refused before they are read, with the limit', async () => {
    const file = path.join(stack.dataDir, 'too-large.csv');
    await (await open(file, 'w')).close();
    await truncate(file, TOO_LARGE_BYTES);
    await input.setInputFiles(file);
    await expect(
      page.getByText(/^too-large\.csv has 200 MB\. A mapping file may have 100 MB at most/),
    ).toBeVisible();
    await expectAccessible(page);
    await rm(file);
  });

  await test.step('a million rows: progress, stopped half way, saved, there after the way back', async () => {
    const file = path.join(stack.dataDir, 'million.csv');
    await writeFile(file, sampleMappingRows(MILLION));
    const checking = page
      .getByText(/^Checking million\.csv: \d+%/)
      .first()
      .waitFor();
    await input.setInputFiles(file);
    await checking;
    const good = page.getByText('million.csv: 1,000,000 rows, no problem found.');
    await expect(good).toBeVisible({ timeout: LARGE_MS });

    await next.click();
    await page
      .getByText(/^Storing the rows of million\.csv: \d+%/)
      .first()
      .waitFor({ timeout: LARGE_MS });
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByText('Stopped. Nothing was stored.').first()).toBeVisible();
    const db = createDatabase(stack.databaseUrl);
    const draftId = /setup\/([^/]+)/.exec(page.url())?.[1] ?? '';
    await expect
      .poll(() => db.mappingVersion.count({ where: { proposedFor: draftId } }), {
        timeout: LARGE_MS,
      })
      .toBe(0);
    await db.$disconnect();

    await next.click();
    await page.waitForURL(/\/consent$/, { timeout: LARGE_MS });
    await expectStep(page, 'Admin consent');
    await page.goBack();
    await expect(page.getByText(/^million\.csv, 1,000,000 rows\. Uploaded by/)).toBeVisible();
    await rm(file);
  });
});

/** As the browser tells the page of files that are dragged over a place and dropped there. */
async function drop(page: Page, zone: Locator, names: readonly string[]): Promise<void> {
  const text = `${MAPPING_HEADER}\r\n46701234567,jonas@fjord.example\r\n`;
  const dataTransfer = await page.evaluateHandle(
    (files) => {
      const transfer = new DataTransfer();
      for (const name of files.names) transfer.items.add(new File([files.text], name));
      return transfer;
    },
    { names, text },
  );
  await zone.dispatchEvent('dragover', { dataTransfer });
  await expect(zone.getByText('Drop the file here')).toBeVisible();
  await zone.dispatchEvent('drop', { dataTransfer });
}

/** The first three cells of each row of a table, as they are read; none when there is no table. */
async function cellsOf(page: Page, table: string): Promise<readonly (readonly string[])[]> {
  const rows = await page.getByRole('table', { name: table }).locator('tbody tr').all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = await row.getByRole('cell').allTextContents();
      return cells.slice(0, 3).map((cell) => cell.trim());
    }),
  );
}
