import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { env } from '#lib/config/env.ts';
import { logger } from '#lib/logging/logger.ts';
import { writeFileAtomically } from '#lib/sandbox/files/write-file-atomically.ts';
import { sampleMappingFile } from '#lib/sandbox/organisation/sample-mapping-file.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import { ensureSampleWeek } from '#lib/sandbox/sample-week/sample-week.ts';
import { packageDirectory, startSandbox } from '#lib/sandbox/sandbox.ts';
import { trialAccounts } from '#lib/sandbox/telemessage-account.ts';
import { sampleAccounts } from '#lib/sandbox/sample-accounts.ts';

/** The sandbox's process: the stand-ins for Microsoft 365 and TeleMessage, and what is in them. */
const NEW_DAY_CHECK_MS = 3600_000;

const settings = env();
if (settings.sandbox === undefined) {
  throw new Error('The sandbox runs only while no MICROSOFT_* variable is set.');
}
const { dataDir, microsoft } = settings;

async function writeNewDays(): Promise<void> {
  for (const { username, itemsOf } of sampleAccounts) {
    const directory = packageDirectory(dataDir, username);
    await mkdir(directory, { recursive: true });
    const week = { directory, organisation: sampleOrganisation, now: new Date(), itemsOf };
    const packages = (await ensureSampleWeek(week)).length;
    if (packages > 0) logger.info({ username, packages }, 'sandbox has new packages');
  }
}

await writeNewDays();
await writeFileAtomically(
  path.join(dataDir, 'sandbox', 'sample-mapping.csv'),
  sampleMappingFile(sampleOrganisation),
);

const sandbox = await startSandbox({
  httpPort: settings.sandbox.port,
  sftpPort: settings.sandbox.sftpPort,
  dataDir,
  tenantId: microsoft.tenantId,
  clientId: microsoft.clientId,
  clientSecret: microsoft.clientSecret,
  portalUrl: settings.portalUrl,
  organisation: sampleOrganisation,
  sftpAccounts: [...sampleAccounts, ...trialAccounts],
  onError: (error) => {
    logger.error({ err: error }, 'sandbox');
  },
});

const newDays = setInterval(() => {
  writeNewDays().catch((error: unknown) => {
    logger.error({ err: error }, 'sandbox could not write the packages of a new day');
  });
}, NEW_DAY_CHECK_MS);

let isEnding = false;
function end(): void {
  if (isEnding) return;
  isEnding = true;
  clearInterval(newDays);
  void sandbox.close().then(() => process.exit(0));
}
process.on('SIGTERM', end);
process.on('SIGINT', end);

logger.info({ httpPort: sandbox.httpPort, sftpPort: sandbox.sftpPort }, 'sandbox is ready');
// The launcher waits for this.
process.send?.('ready');
