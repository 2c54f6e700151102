import { applyMigrations } from '#lib/db/migrations.ts';
import { AppError } from '#lib/domain/errors.ts';
import { installQueue } from '#lib/jobs/queue.ts';

/**
 * Brings a database to what this version of the code expects: Custody's tables and the queue's.
 * @returns the names of the migrations that were applied now.
 * @throws {AppError} when a migration fails or the database cannot be reached.
 */
export async function prepareDatabase(databaseUrl: string): Promise<readonly string[]> {
  try {
    const applied = await applyMigrations(databaseUrl);
    await installQueue(databaseUrl);
    return applied;
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'database-not-ready',
      `The database could not be brought up to date: ${said.trim()}`,
      { cause },
    );
  }
}
