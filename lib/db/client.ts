import { PrismaPg } from '@prisma/adapter-pg';
import { env } from '#lib/config/env.ts';
import { PrismaClient } from '#lib/db/generated/client.ts';

export type Database = PrismaClient;
/** A database, or a transaction under way in one. */
export type Transaction = Parameters<Parameters<Database['$transaction']>[0]>[0];

/** A pool of connections of its own. The caller disconnects it. */
export function createDatabase(databaseUrl: string): Database {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: 10 }) });
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
