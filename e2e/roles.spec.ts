import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expectAccessible } from '#e2e/fixtures/expect-accessible.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { fillIn, pages, type Access } from '#e2e/roles/doors.ts';
import { hasPermission, type Role } from '#lib/auth/roles.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';

const visitors: readonly { readonly account: string | null; readonly roles: readonly Role[] }[] = [
  { account: null, roles: [] },
  { account: accounts.withoutRole, roles: [] },
  { account: accounts.reader, roles: ['Reader'] },
  { account: accounts.reviewer, roles: ['Reviewer'] },
  { account: accounts.connectorAdmin, roles: ['ConnectorAdmin'] },
];

test('every page of app/ is in the table', async () => {
  const entries = await readdir(path.join(sourceRoot, 'app'), {
    recursive: true,
    withFileTypes: true,
  });
  const found = entries
    .filter(({ name }) => name === 'page.tsx')
    .map(({ parentPath }) => path.relative(path.join(sourceRoot, 'app'), parentPath));
  expect(found.sort()).toEqual(Object.keys(pages).sort());
});

for (const { account, roles } of visitors) {
  test(`${account ?? 'somebody signed out'} sees the pages of the role, and of no other`, async ({
    page,
    signInAs,
  }) => {
    if (account !== null) await signInAs(page, account);
    for (const [folder, access] of Object.entries(pages)) {
      const asked = `/${fillIn(folder)}`;
      const answer = await page.request.get(asked);
      const seen = { asked, status: answer.status(), got: new URL(answer.url()).pathname };
      // The sign-in page sends on whoever is signed in.
      if (access === 'anybody') expect(answer.status(), folder).toBe(200);
      else expect(outcomeOf(seen), folder).toBe(expectedOutcome(access, account, roles));
    }
  });
}

test('a page for another role says why it is closed and how one gets the role', async ({
  page,
  signInAs,
  expectedErrors,
}) => {
  expectedErrors.push(/403 \(Forbidden\)|favicon\.ico/);
  await signInAs(page, accounts.reader);
  await page.goto(`/${fillIn('(wizard)/data-connectors/[kind]/setup/[draftId]/terms')}`);
  await expect(page.getByRole('heading', { name: 'Your role does not allow this' })).toBeVisible();
  await expect(page.getByText(/signed in as Reader/)).toBeVisible();
  await expect(page.getByText(/Mailbox Import Export/)).toBeVisible();
  await expect(page.getByText(/Data Connector Admin/)).toBeVisible();
  await expectAccessible(page);
});

type Seen = { readonly asked: string; readonly status: number; readonly got: string };

function outcomeOf({ asked, status, got }: Seen) {
  if (status === 403) return 'forbidden';
  if (got === asked) return 'through';
  if (got === '/sign-in') return 'signed-out';
  return got === '/no-role' ? 'forbidden' : 'through';
}

function expectedOutcome(access: Access, account: string | null, roles: readonly Role[]) {
  if (account === null) return 'signed-out';
  if (access === 'signed-in' || access === 'anybody') return 'through';
  return hasPermission(roles, access) ? 'through' : 'forbidden';
}
