import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

/**
 * Prisma's PostgreSQL adapter as the native engine behaves: a migration is sent whole, so that it
 * applies entirely or not at all and may hold function bodies (the adapter cuts scripts at every
 * semicolon), and everything runs on one connection, which holds the engine's advisory lock against
 * a second process that migrates at the same time.
 */
export function migrationAdapterFactory(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => withWholeScripts(await factory.connect(), pool),
    connectToShadowDb: () => connectToShadowDatabase(pool),
  };
}

/** One connection only: see migrationAdapterFactory. */
export function migrationPool(databaseUrl: string): pg.Pool {
  return new pg.Pool({ connectionString: databaseUrl, max: 1 });
}

function withWholeScripts(adapter: SqlDriverAdapter, pool: pg.Pool): SqlDriverAdapter {
  adapter.executeScript = async (script) => {
    await pool.query(script).catch(rethrowForEngine);
  };
  return adapter;
}

async function connectToShadowDatabase(pool: pg.Pool): Promise<SqlDriverAdapter> {
  const name = `shadow_${randomUUID()}`;
  await pool.query(`CREATE DATABASE "${name}"`);
  const url = new URL(pool.options.connectionString ?? '');
  url.pathname = `/${name}`;
  const shadowPool = migrationPool(url.href);
  const adapter = await new PrismaPg(shadowPool).connect();
  adapter.dispose = async () => {
    await shadowPool.end();
    await pool.query(`DROP DATABASE "${name}"`);
  };
  return withWholeScripts(adapter, shadowPool);
}

function rethrowForEngine(error: unknown): never {
  if (!(error instanceof pg.DatabaseError)) throw error;
  throw new DriverAdapterError({
    kind: 'postgres',
    code: error.code ?? 'XX000',
    severity: error.severity ?? 'ERROR',
    message: error.message,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
  });
}
