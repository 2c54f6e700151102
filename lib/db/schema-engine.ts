import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { migrationAdapterFactory, migrationPool } from '#lib/db/migration-adapter.ts';

/**
 * Prisma's schema engine as WebAssembly. The `prisma` command downloads a native engine from a host
 * that many networks do not reach; this is the same engine, it comes with `npm ci`, and it keeps the
 * same `_prisma_migrations` table, so `prisma migrate deploy` stays possible where the host is reached.
 */
export const schemaFile = path.resolve(import.meta.dirname, '../../prisma/schema.prisma');

let isInstantiated = false;

async function instantiate(): Promise<void> {
  if (isInstantiated) return;
  const directory = path.dirname(
    createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'),
  );
  const module = await WebAssembly.compile(
    await readFile(path.join(directory, 'schema_engine_bg.wasm')),
  );
  const { exports } = await WebAssembly.instantiate(module, {
    './schema_engine_bg.js': { ...bindings },
  });
  bindings.__wbg_set_wasm(exports);
  const start = exports['__wbindgen_start'];
  if (typeof start === 'function') Reflect.apply(start, undefined, []);
  isInstantiated = true;
}

/**
 * Runs one piece of work with an engine connected to the database, and disconnects.
 * @throws what the engine refuses: a migration that fails, a schema that does not parse.
 */
export async function withSchemaEngine<Result>(
  databaseUrl: string,
  work: (engine: bindings.SchemaEngine) => Promise<Result>,
): Promise<Result> {
  await instantiate();
  const pool = migrationPool(databaseUrl);
  try {
    const engine = await bindings.SchemaEngine.new(
      { datamodels: [[schemaFile, await readFile(schemaFile, 'utf8')]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(migrationAdapterFactory(pool)),
    );
    return await work(engine).finally(() => {
      engine.free();
    });
  } finally {
    await pool.end();
  }
}
