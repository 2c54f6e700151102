import type { TestProject } from 'vitest/node';
import { createPostgresDatabase } from '#lib/cli/postgres/create-database.ts';
import { startTemporaryPostgres } from '#lib/cli/postgres/temporary-server.ts';
import { prepareDatabase } from '#lib/cli/prepare-database.ts';
import { templateDatabase } from '#e2e/servers/test-database.ts';

/** One PostgreSQL for the whole test run, with a migrated database to copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTemporaryPostgres();
  try {
    const url = await createPostgresDatabase(server.url, { name: templateDatabase });
    await prepareDatabase(url);
    project.provide('postgresUrl', server.url);
    return server.stop;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
