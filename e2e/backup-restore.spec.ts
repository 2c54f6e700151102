import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expectSampleMailboxes } from '#e2e/fixtures/expect-sample-mailboxes.ts';
import { accounts, expect, test } from '#e2e/fixtures/test.ts';
import { walkWizard } from '#e2e/fixtures/walk-wizard.ts';
import { words } from '#e2e/fixtures/words.ts';
import { listProcesses, startStack, type Stack } from '#e2e/servers/stack.ts';
import { createDatabase } from '#lib/db/client.ts';

const run = promisify(execFile);
const IMPORT_TIMEOUT_MS = 120_000;

// Its mailboxes and its machine are its own.
test.use({ stackName: 'backup and restore' });

test('what a machine held when it died goes on from its backup on an empty one', async ({
  page,
  stack,
  signInAs,
  expectedErrors,
}) => {
  test.setTimeout(IMPORT_TIMEOUT_MS + 180_000);
  await signInAs(page, accounts.globalAdministrator);
  await walkWizard(page, {
    words: words.en,
    connectorName: 'Telegram, backed up',
    dataDir: stack.dataDir,
    at: () => Promise.resolve(),
  });

  // The page asks on while nobody answers.
  expectedErrors.push(/net::ERR_/);
  await killWhileImporting(stack);
  const elsewhere = await mkdtemp(path.join(tmpdir(), 'custody-backup-'));
  // Root's database has a user of its own, who has to get through.
  await chmod(elsewhere, 0o711);
  const backup = path.join(elsewhere, 'custody.tar.gz');
  const dataDir = path.join(elsewhere, 'data');
  try {
    // As docs/operating.md says.
    await run('tar', ['-C', stack.dataDir, '-czpf', backup, '.']);
    await rm(stack.dataDir, { recursive: true });
    await mkdir(dataDir);
    await run('tar', ['-C', dataDir, '-xzpf', backup]);

    const restored = await startStack({ ...placeOf(stack), dataDir });
    try {
      await page.goto(`${restored.portalUrl}/data-connectors/connectors`);
      await expect(page.getByRole('link', { name: 'Telegram, backed up' })).toBeVisible();
      await expect
        .poll(() => lastRunState(restored), { timeout: IMPORT_TIMEOUT_MS })
        .toBe('completed');
      await expectSampleMailboxes(dataDir);
    } finally {
      await restored.stop();
    }
  } finally {
    await rm(elsewhere, { recursive: true, force: true });
  }
});

/** Nothing is told beforehand, and nothing of the machine survives but its disk. */
async function killWhileImporting(stack: Stack): Promise<void> {
  await expect.poll(() => lastRunState(stack), { intervals: [50] }).toMatch(/fetching|delivering/);
  for (const { pid } of await listProcesses(stack.dataDir)) process.kill(pid, 'SIGKILL');
  await expect.poll(() => listProcesses(stack.dataDir), { timeout: 30_000 }).toEqual([]);
}

async function lastRunState({ databaseUrl }: Stack): Promise<string | undefined> {
  const db = createDatabase(databaseUrl);
  try {
    const last = await db.run.findFirst({
      orderBy: { createdAt: 'desc' },
      select: { state: true },
    });
    return last?.state;
  } finally {
    await db.$disconnect();
  }
}

function placeOf({ portalUrl, sandboxUrl, sftpPort, databaseUrl }: Stack) {
  const portOf = (url: string) => Number(new URL(url).port);
  return {
    port: portOf(portalUrl),
    sandboxPort: portOf(sandboxUrl),
    sftpPort,
    databasePort: portOf(databaseUrl),
  };
}
