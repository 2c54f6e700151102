import { loadInstallation } from '#lib/cli/environment/load-installation.ts';
import { startDatabase } from '#lib/cli/launcher/database.ts';
import { prepareDatabase } from '#lib/cli/prepare-database.ts';
import { runCommand } from '#lib/cli/run-command.ts';

/** `npm run migrate`: brings the database of this installation up to date, and nothing else. */
await runCommand(async () => {
  const database = await startDatabase(await loadInstallation());
  try {
    const applied = await prepareDatabase(database.url);
    console.log(applied.length === 0 ? 'Up to date.' : `Applied: ${applied.join(', ')}`);
  } finally {
    await database.stop();
  }
});
