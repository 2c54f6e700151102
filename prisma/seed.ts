import { env } from '#lib/config/env.ts';
import { createDatabase, requireDatabaseUrl } from '#lib/db/client.ts';
import { sampleConnectors } from './seed/sample-connectors.ts';
import { writeConnector } from './seed/write-connector.ts';

/**
 * Writes sample connectors with runs of every kind: finished, with refused packages and held items,
 * waiting, in progress. Repeatable: what an earlier seed wrote is written anew. For development; no
 * worker works on these runs.
 */
const db = createDatabase(requireDatabaseUrl());
try {
  const now = new Date();
  for (const connector of sampleConnectors) {
    await writeConnector(db, connector, { now, masterKey: env().masterKey });
  }
  process.stdout.write(`${sampleConnectors.length} sample connectors written.\n`);
} finally {
  await db.$disconnect();
}
