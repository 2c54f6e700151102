import path from 'node:path';
import { loadInstallation } from '#lib/cli/environment/load-installation.ts';
import { runStep } from '#lib/cli/environment/run-step.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { requireDatabaseUrl } from '#lib/cli/launcher/database.ts';
import { stopSignal } from '#lib/cli/launcher/stop-signal.ts';
import { runCommand } from '#lib/cli/run-command.ts';

/** `npm run seed`, while Custody runs: sample connectors and runs to look at. For development. */
await runCommand(async () => {
  const installation = await loadInstallation();
  const printed = await runStep({
    failure: 'The samples could not be written',
    script: path.join(sourceRoot, 'prisma/seed.ts'),
    args: [],
    variables: {
      ...installation.variables,
      DATABASE_URL: await requireDatabaseUrl(installation),
    },
    signal: stopSignal(),
  });
  console.log(printed.trim());
});
