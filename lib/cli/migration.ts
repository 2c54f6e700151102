import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startTemporaryPostgres } from '#lib/cli/postgres/temporary-server.ts';
import { runCommand } from '#lib/cli/run-command.ts';
import { diffSchemas, migratedSchemaFile, migrationsDirectory } from '#lib/db/migrations.ts';
import { schemaFile } from '#lib/db/schema-engine.ts';
import { AppError } from '#lib/domain/errors.ts';

/**
 * `npm run migration -- add_alerts` writes the migration that schema.prisma now needs.
 * `npm run migration -- --rewrite-first` writes the first one anew; only before the first release,
 * because a database that has it would refuse the next start.
 */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { 'rewrite-first': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const isFirst = values['rewrite-first'];
  const directory = isFirst ? await findFirst() : nameDirectory(positionals[0] ?? '');
  const schema = await readFile(schemaFile, 'utf8');
  const migrated = isFirst ? undefined : await readFile(migratedSchemaFile, 'utf8');
  const sql = await diff(migrated, schema);
  if (sql === '') {
    throw new AppError('no-change', 'schema.prisma has not changed since the last migration.');
  }
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, 'migration.sql'), sql);
  await writeFile(migratedSchemaFile, schema);
  console.log(`Written: ${path.relative(process.cwd(), directory)}/migration.sql. Read it.`);
});

async function findFirst(): Promise<string> {
  const entries = await readdir(migrationsDirectory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const first = names.sort()[0];
  if (first === undefined) throw new AppError('no-migration', 'There is no migration yet.');
  return path.join(migrationsDirectory, first);
}

function nameDirectory(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new AppError(
      'wrong-name',
      'Give the migration a name of lower-case letters, digits and underscores: npm run migration -- add_alerts',
    );
  }
  const time = new Date().toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  return path.join(migrationsDirectory, `${time}_${name}`);
}

async function diff(from: string | undefined, to: string): Promise<string> {
  const server = await startTemporaryPostgres();
  try {
    return await diffSchemas(server.url, { from, to });
  } finally {
    await server.stop();
  }
}
