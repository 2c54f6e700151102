import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { readMailboxes, type FiledMessage } from '#e2e/fixtures/read-mailboxes.ts';
import { readPackages, type PackagedItem } from '#e2e/fixtures/read-packages.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { acceptTerms, connect, expectStep } from '#e2e/fixtures/wizard-steps.ts';
import { openMailboxStore } from '#lib/sandbox/mailboxes/mailbox-store.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import { packageDirectory } from '#lib/sandbox/sandbox.ts';

const LARGEST_ITEM_BYTES = 10 * 1024 * 1024;
const IMPORT_TIMEOUT_MS = 240_000;

// What is in the mailboxes must come from this story alone.
test.use({ stackName: 'the whole story' });

test('from signing in to messages in the mailboxes', async ({ page, stack, signInAs }) => {
  test.setTimeout(IMPORT_TIMEOUT_MS + 120_000);
  const mappingFile = path.join(stack.dataDir, 'sandbox', 'sample-mapping.csv');

  await test.step('sign in and find the connector kind', async () => {
    await signInAs(page, accounts.globalAdministrator);
    await page.getByRole('link', { name: 'Data connectors', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Data connectors', level: 1 })).toBeVisible();
    await page
      .getByRole('link', { name: /View.*Telegram Archiver|Telegram Archiver/ })
      .first()
      .click();
    await expect(page.getByRole('heading', { name: 'Telegram Archiver', level: 1 })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add connector' }).click();
    await expectStep(page, 'Terms of service');
    await expectAccessible(page);
  });

  await test.step('accept the terms and sign in to TeleMessage', async () => {
    await acceptTerms(page);
    await expectAccessible(page);
    await connect(page, 'Telegram, Oslo desk');
  });

  await test.step('map users', async () => {
    await page.locator('input[type=file]').setInputFiles(mappingFile);
    await expect(page.getByText(/no problem found/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Next' }).click();
  });

  await test.step('give admin consent', async () => {
    await page.getByRole('button', { name: 'Consent as Global Administrator' }).click();
    await page.getByRole('button', { name: accounts.globalAdministrator }).click();
    await page.getByRole('button', { name: 'Accept' }).click();
    await expect(page.getByText('Consent has been given.')).toBeVisible({ timeout: 30_000 });
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Next' }).click();
  });

  await test.step('review and finish', async () => {
    await expectStep(page, 'Review');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Finish' }).click();
    await expectStep(page, 'Telegram, Oslo desk has been created');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Go to Connectors' }).click();
  });

  await test.step('watch the import on the Connectors tab', async () => {
    await expect(page.getByRole('progressbar').first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: IMPORT_TIMEOUT_MS });
    await expect(page.getByText('Connected', { exact: true })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('every message is where it belongs, as the package held it', async () => {
    const items = await readPackages(packageDirectory(stack.dataDir, 'fjord-archive'));
    const expected = expectedMailboxes(items, await readMapping(mappingFile));
    const store = openMailboxStore(path.join(stack.dataDir, 'sandbox', 'mailboxes.sqlite'));
    const found = readMailboxes(store, sampleOrganisation.people);
    store.close();
    expect(items.length).toBeGreaterThan(300);
    expect(sorted(found)).toEqual(sorted(expected));
  });

  await test.step('the sample mailbox shows them', async () => {
    await page.goto(stack.sandboxUrl);
    await expect(page.getByText('Jonas Berg').first()).toBeVisible();
  });
});

async function readMapping(file: string): Promise<ReadonlyMap<string, string>> {
  const [, ...rows] = (await readFile(file, 'utf8')).trim().split('\r\n');
  return new Map(
    rows.map((row) => {
      const [mobileNumber = '', mailbox = ''] = row.split(',');
      return [mobileNumber, mailbox];
    }),
  );
}

/** What must be where, worked out from the packages, the mapping file and the organisation alone. */
function expectedMailboxes(
  items: readonly PackagedItem[],
  mapping: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly FiledMessage[]> {
  const mailboxes = new Map<string, FiledMessage[]>();
  for (const item of items.filter(({ largestBytes }) => largestBytes <= LARGEST_ITEM_BYTES)) {
    const owners = item.participants.flatMap(
      ({ mobileNumber, address }) =>
        findOwner(mapping.get(mobileNumber)) ?? findOwner(address) ?? [],
    );
    for (const owner of new Set(owners)) {
      const { text, from, attachments, original } = item;
      const place = { folder: 'Telegram Archiver', isDraft: false, isRead: true };
      const filed = {
        ...place,
        text,
        from,
        attachments,
        original,
        receivedAt: item.at,
        sentAt: item.at,
      };
      mailboxes.set(owner, [...(mailboxes.get(owner) ?? []), filed]);
    }
  }
  return mailboxes;
}

function findOwner(address: string | undefined): string | undefined {
  return sampleOrganisation.people.find(
    (person) =>
      person.hasMailbox &&
      (person.address === address || person.aliases.some((alias) => alias === address)),
  )?.address;
}

function sorted(mailboxes: ReadonlyMap<string, readonly FiledMessage[]>) {
  return [...mailboxes]
    .map(([address, messages]) => ({
      address,
      messages: messages.toSorted((one, other) => (one.original < other.original ? -1 : 1)),
    }))
    .sort((one, other) => (one.address < other.address ? -1 : 1));
}
