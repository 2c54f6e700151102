import { PrismaPg } from '@prisma/adapter-pg';
import { env } from '#lib/config/env.ts';
import { PrismaClient } from '#lib/db/generated/client.ts';

export type Database = PrismaClient;
/** A database, or a transaction under way in one. */
export type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0];

/** A pool of connections of its own. The caller disconnects it. */
export function createDatabase(databaseUrl: string): Database {
  return new PrismaClient({ adapter: adapterFor(databaseUrl) });
}

/** One that tells of each statement it sends, with its values in JSON; for tests of how it is carried out. */
export function createWatchedDatabase(
  databaseUrl: string,
  onQuery: (sql: string, values: string) => void,
): Database {
  const log = [{ emit: 'event', level: 'query' }] as const;
  const db = new PrismaClient({ adapter: adapterFor(databaseUrl), log: [...log] });
  db.$on('query', ({ query, params }) => {
    onQuery(query, params);
  });
  return db;
}

function adapterFor(databaseUrl: string): PrismaPg {
  return new PrismaPg({ connectionString: databaseUrl, max: 10 });
}

const shared: { database?: Database } = {};

/** The process's one database, from `DATABASE_URL`. */
export function database(): Database {
  shared.database ??= createDatabase(requireDatabaseUrl());
  return shared.database;
}

/** @throws {Error} when the launcher (or the operator) has not set `DATABASE_URL`. */
export function requireDatabaseUrl(): string {
  const { databaseUrl } = env();
  if (databaseUrl === undefined) {
    throw new Error('DATABASE_URL: expected; `npm start` sets it for the processes it starts');
  }
  return databaseUrl;
}
