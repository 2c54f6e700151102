import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, type Figure } from '#e2e/bench/figures.ts';
import { packagesOf, type DayOfPackages } from '#e2e/bench/measured-import.ts';
import { sampleMessages } from '#e2e/bench/sample-messages.ts';
import { startChaosDeployment, type ChaosDeployment } from '#e2e/chaos/chaos-deployment.ts';
import { startRun } from '#e2e/chaos/runs.ts';
import { sealSecret } from '#lib/crypto/sealed-secret.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { findCoveragePreview } from '#lib/db/coverage-previews.ts';
import type { CoverageResult } from '#lib/domain/coverage/coverage-result.ts';
import { createQueue, openSender } from '#lib/jobs/queue.ts';
import { requestPreview } from '#lib/operations/coverage/request-preview.ts';
import { connectorSecretsPurpose } from '#lib/operations/drafts/secrets-purpose.ts';
import { createPerson } from '#lib/sandbox/organisation/create-person.ts';
import { accountDirectory } from '#lib/sandbox/sftp/sftp-server.ts';
import { TEST_SFTP_ACCOUNT } from '#lib/sandbox/start-test-sandbox.ts';

const DAY = '2026-11-20';
const SIZE = { mailboxes: 50, messagesPerMailbox: 400, bytesPerMessage: 2_048 };
const ITEMS = SIZE.mailboxes * SIZE.messagesPerMailbox;
const PACKAGES = 4;
const ROUNDS = 5;
const LOOK_EVERY_MS = 20;
/** Before it, the source is watched for uploads that still grow; the preview reads meanwhile. */
const PREVIEW_TIMEOUT_MS = 60_000;
const actor = { id: 'bench', email: 'bench@fjord.example', tenantId: 'fjord' };

/**
 * The coverage preview of a day of 20,000 messages of 2 KB, by a real worker from the sandbox's SFTP
 * server, as somebody at the portal waits for it: from the click to the result. Its directory has been
 * read once, as the first preview of an afternoon has. Beside it the reading stage of the import of the
 * same packages by the same worker, without the two seconds in which an import watches the source.
 */
export async function benchCoveragePreview(): Promise<Figure[]> {
  const mailboxes = sampleMessages('preview', SIZE);
  const deployment = await startChaosDeployment({
    people: mailboxes.map(({ mailbox }, index) =>
      createPerson({
        displayName: `Person ${index}`,
        address: mailbox,
        mobileNumber: `4790${String(100_000 + index)}`,
        teleMessageEmail: mailbox,
        hasMailbox: true,
      }),
    ),
    mapping: [],
    workers: 1,
    delayMs: 0,
    disturbGraph: () => undefined,
    isUndisturbed: true,
  });
  const db = createDatabase(deployment.databaseUrl);
  try {
    await readFromSftp(deployment, db);
    await putPackages(deployment, packagesOf(DAY, mailboxes, PACKAGES));
    const seconds: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const measured = await measurePreview(deployment, db);
      console.log(`preview ${round}: ${measured.toFixed(2)} s`);
      // The first one reads the directory, and V8 is not fast yet.
      if (round > 0) seconds.push(measured);
    }
    const readingSeconds = await measureReading(deployment, db);
    const what = `coverage preview of ${ITEMS} messages`;
    return [
      { name: what, value: median(seconds), unit: 's', target: '< 3 s' },
      { name: `${what}: slowest`, value: Math.max(...seconds), unit: 's' },
      { name: 'reading the same day in an import', value: readingSeconds, unit: 's' },
    ];
  } finally {
    await db.$disconnect();
    await deployment.close();
  }
}

async function readFromSftp(
  { connectors, sandbox, masterKey }: ChaosDeployment,
  db: Database,
): Promise<void> {
  const id = connectors.imap;
  const { username, password } = TEST_SFTP_ACCOUNT;
  const sourceSecrets = sealSecret(masterKey, connectorSecretsPurpose(id), { username, password });
  const sourceSettings = { host: '127.0.0.1', port: sandbox.sftpPort, directory: '/' };
  await db.connector.update({
    where: { id },
    data: { sourceKind: 'sftp', sourceSettings, sourceSecrets },
  });
}

async function putPackages({ sandbox }: ChaosDeployment, packages: DayOfPackages): Promise<void> {
  const sftp = path.join(sandbox.dataDir, 'sandbox', 'sftp');
  const directory = accountDirectory(sftp, TEST_SFTP_ACCOUNT.username);
  await mkdir(directory, { recursive: true });
  for (const { name, bytes } of packages) await writeFile(path.join(directory, name), bytes);
}

/** @returns seconds from the click to the result */
async function measurePreview(
  { connectors, databaseUrl }: ChaosDeployment,
  db: Database,
): Promise<number> {
  const subject = { connectorId: connectors.imap };
  const boss = await openSender(databaseUrl);
  try {
    const queue = createQueue(boss);
    const services = { db, queue, now: () => new Date(), permissions: [] };
    const started = performance.now();
    const { previewId } = await requestPreview(services, { subject, actor });
    for (;;) {
      const latest = await findCoveragePreview(db, subject);
      if (latest?.id === previewId && latest.finishedAt !== null) {
        assertWhole(latest.result, latest.failure);
        return (performance.now() - started) / 1_000;
      }
      if (performance.now() - started > PREVIEW_TIMEOUT_MS) throw new Error('no preview in time');
      await sleep(LOOK_EVERY_MS);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

function assertWhole(result: CoverageResult | null, failure: string | null): void {
  if (result?.items.delivered !== ITEMS || result.directory.state !== 'read') {
    throw new Error(`the preview is not whole: ${failure ?? JSON.stringify(result)}`);
  }
}

async function measureReading(deployment: ChaosDeployment, db: Database): Promise<number> {
  await startRun(deployment, 'imap');
  for (;;) {
    const run = await db.run.findFirst({ orderBy: { createdAt: 'desc' } });
    const { fetchStartedAt = null, deliverStartedAt = null } = run ?? {};
    if (fetchStartedAt !== null && deliverStartedAt !== null) {
      return (deliverStartedAt.getTime() - fetchStartedAt.getTime()) / 1_000;
    }
    await sleep(LOOK_EVERY_MS);
  }
}

if (import.meta.main) console.table(await benchCoveragePreview());
