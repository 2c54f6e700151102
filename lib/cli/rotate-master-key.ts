import { makeNewMasterKey, promoteNewMasterKey } from '#lib/cli/environment/keys.ts';
import { loadInstallation } from '#lib/cli/environment/load-installation.ts';
import { givenVariables } from '#lib/cli/environment/given-variables.ts';
import { startDatabase } from '#lib/cli/launcher/database.ts';
import { lockInstallation } from '#lib/cli/launcher/installation-lock.ts';
import { runCommand } from '#lib/cli/run-command.ts';
import { createDatabase } from '#lib/db/client.ts';
import { AppError } from '#lib/domain/errors.ts';
import { rotateMasterKey } from '#lib/operations/master-key/rotate-master-key.ts';
import { openStaging } from '#lib/staging/adapters.ts';

const PROGRESS_EVERY = 1_000;

/**
 * `npm run rotate-master-key`, while Custody and every worker are stopped: puts all that is encrypted
 * under a new master key. Cut off, it goes on where it was when started again. docs/staging.md
 */
await runCommand(async () => {
  const { dataDir } = (await loadInstallation()).env;
  await lockInstallation(dataDir);
  const isKeyGiven = givenVariables()['MASTER_KEY'] !== undefined;
  if (!isKeyGiven) await makeNewMasterKey(dataDir);
  const installation = await loadInstallation();
  const { masterKey, staging: place } = installation.env;
  if (Buffer.isBuffer(masterKey)) {
    throw new AppError(
      'no-new-master-key',
      'MASTER_KEY is set in the environment. Set MASTER_KEY_NEW as well: 32 random bytes in base64.',
    );
  }

  const database = await startDatabase(installation);
  const db = createDatabase(database.url);
  try {
    const staging = await openStaging(place, masterKey);
    const onProgress = (done: number) => {
      if (done % PROGRESS_EVERY === 0) console.log(`${done} secrets and staged objects so far`);
    };
    const summary = await rotateMasterKey({ db, staging, masterKey, onProgress });
    const { renewed, alreadyNew, unreadable } = summary;
    console.log(`${renewed} are under the new master key now, ${alreadyNew} were before.`);
    if (unreadable.length > 0) {
      throw new AppError(
        'unreadable-secrets',
        `${unreadable.length} open with neither key; both keys are kept:\n${unreadable.join('\n')}`,
      );
    }
  } finally {
    await db.$disconnect();
    await database.stop();
  }
  if (!isKeyGiven) await promoteNewMasterKey(dataDir);
  console.log(
    isKeyGiven
      ? 'Set MASTER_KEY to the new key everywhere, remove MASTER_KEY_NEW, and start Custody.'
      : 'Start Custody. Backups made before today open with the old key only: keep it with them.',
  );
});
