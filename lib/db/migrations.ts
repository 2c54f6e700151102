import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { schemaFile, withSchemaEngine } from '#lib/db/schema-engine.ts';

export const migrationsDirectory = path.join(path.dirname(schemaFile), 'migrations');

/** schema.prisma as the migrations so far leave it; `npm run migration` compares with it. */
export const migratedSchemaFile = path.join(migrationsDirectory, 'migrated.prisma');

const noFilters = { externalTables: [], externalEnums: [] };

/**
 * Brings a database to the newest migration. Running it again changes nothing, and of two processes
 * that do it at once the second waits for the first.
 * @param before the first migration that is left out; for tests of what it makes of old rows
 * @returns the names of the migrations that were applied now.
 */
export async function applyMigrations(
  databaseUrl: string,
  { before }: { readonly before?: string } = {},
): Promise<readonly string[]> {
  const migrationsList = await readMigrations(before);
  return withSchemaEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList,
      filters: noFilters,
    });
    return appliedMigrationNames;
  });
}

/**
 * The SQL that leads from one version of schema.prisma to another; empty for no change. It compares
 * the two files, not a database, so indexes that schema.prisma cannot express stay out of it.
 */
export async function diffSchemas(
  databaseUrl: string,
  { from, to }: { readonly from: string | undefined; readonly to: string },
): Promise<string> {
  return withSchemaEngine(databaseUrl, async (engine) => {
    const { stdout } = await engine.diff({
      from: from === undefined ? { tag: 'empty' } : datamodel(from),
      to: datamodel(to),
      script: true,
      exitCode: null,
      filters: noFilters,
    });
    return stdout === null || isEmptyScript(stdout) ? '' : stdout;
  });
}

/** For no change the engine gives a script of one comment. */
function isEmptyScript(sql: string): boolean {
  return sql.split('\n').every((line) => line === '' || line.startsWith('--'));
}

function datamodel(content: string) {
  return { tag: 'schemaDatamodel' as const, files: [{ path: schemaFile, content }] };
}

async function readMigrations(before?: string): Promise<MigrationList> {
  const entries = await readdir(migrationsDirectory, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => before === undefined || name < before);
  return {
    baseDir: migrationsDirectory,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(path.join(migrationsDirectory, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.sort().map(readMigration)),
  };
}

async function readMigration(name: string): Promise<MigrationList['migrationDirectories'][number]> {
  const content = await readFile(path.join(migrationsDirectory, name, 'migration.sql'), 'utf8');
  return {
    path: name,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: content } },
  };
}
