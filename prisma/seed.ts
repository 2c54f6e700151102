import { loadInstallation } from '#lib/cli/environment/load-installation.ts';
import { requireDatabaseUrl } from '#lib/cli/launcher/database.ts';
import { runCommand } from '#lib/cli/run-command.ts';
import { createDatabase } from '#lib/db/client.ts';
import { sampleConnectors } from './seed/sample-connectors.ts';
import { writeConnector } from './seed/write-connector.ts';

/**
 * `npm run seed`, beside `npm run dev`: writes sample connectors with runs of every kind: finished,
 * with refused packages and held items, waiting, in progress. Repeatable: what an earlier seed wrote
 * is written anew. No worker works on the sample runs.
 */
await runCommand(async () => {
  const installation = await loadInstallation();
  const db = createDatabase(await requireDatabaseUrl(installation));
  try {
    const surroundings = { now: new Date(), masterKey: installation.env.masterKey };
    for (const connector of sampleConnectors) await writeConnector(db, connector, surroundings);
  } finally {
    await db.$disconnect();
  }
  process.stdout.write(`${sampleConnectors.length} sample connectors written.\n`);
});
