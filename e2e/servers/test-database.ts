import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { createPostgresDatabase } from '#lib/cli/postgres/create-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export const templateDatabase = 'custody_template';

/**
 * A migrated, empty database for one test file. It goes with the server when the test run ends; the
 * test disconnects what it connects.
 * @returns its URL.
 */
export async function createTestDatabase(): Promise<string> {
  return createPostgresDatabase(inject('postgresUrl'), {
    name: `test_${randomUUID()}`,
    template: templateDatabase,
  });
}
