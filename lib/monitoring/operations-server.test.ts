import { createServer } from 'node:net';
import pino from 'pino';
import { Counter, Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { findFreePort } from '#lib/cli/launcher/ports.ts';
import { createDatabase, type Database } from '#lib/db/client.ts';
import { databaseChecks } from '#lib/monitoring/database-checks.ts';
import { startOperationsServer } from '#lib/monitoring/operations-server.ts';
import { createReadiness } from '#lib/monitoring/readiness.ts';

const host = '127.0.0.1';
const logger = pino({ level: 'silent' });
let db: Database;
beforeAll(async () => {
  db = createDatabase(await createTestDatabase());
});
afterAll(() => db.$disconnect());

async function start(port: number, checks = databaseChecks(db)) {
  const registry = new Registry();
  new Counter({ name: 'custody_test_total', help: 'A test.', registers: [registry] }).inc();
  const readiness = createReadiness(checks);
  const server = await startOperationsServer({ host, port, registry, readiness, logger });
  if (server === null) throw new Error('no port is free');
  return {
    ...server,
    get: (path: string, method = 'GET') =>
      fetch(`http://${host}:${server.port}${path}`, { method }),
  };
}

test('health, readiness and metrics are answered; nothing else is', async () => {
  const { get, close } = await start(await findFreePort());
  const [health, ready, metrics] = await Promise.all(
    ['/health', '/ready?x=1', '/metrics'].map((path) => get(path)),
  );

  expect([health?.status, await health?.json()]).toEqual([200, { status: 'alive' }]);
  expect([ready?.status, await ready?.json()]).toEqual([
    200,
    { status: 'ready', checks: { database: 'ok', migrations: 'ok' } },
  ]);
  expect(metrics?.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  expect(await metrics?.text()).toContain('custody_test_total 1');
  expect((await get('/')).status).toBe(404);
  expect((await get('/metrics', 'POST')).status).toBe(405);
  await close();
});

test('a migration that is missing, and a database that is gone, are told without their names', async () => {
  const url = await createTestDatabase();
  const behind = createDatabase(url);
  await behind.$executeRaw`
    DELETE FROM _prisma_migrations WHERE migration_name = '20261121000000_rows'`;
  const gone = createDatabase(
    `postgresql://somebody:secret@127.0.0.1:${await findFreePort()}/none`,
  );
  const answers = [];
  for (const broken of [behind, gone]) {
    const { get, close } = await start(await findFreePort(), databaseChecks(broken));
    const ready = await get('/ready');
    answers.push([ready.status, await ready.text()]);
    expect((await get('/health')).status).toBe(200);
    await close();
    await broken.$disconnect();
  }
  const ready = (checks: object) => [503, JSON.stringify({ status: 'not ready', checks })];
  expect(answers).toEqual([
    ready({ database: 'ok', migrations: '1 not applied' }),
    ready({ database: 'failed', migrations: 'failed' }),
  ]);
});

test('the next port is taken when another process has the first', async () => {
  const port = await findFreePort();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, host, resolve));
  const server = await start(port);
  expect(server.port).toBeGreaterThan(port);
  expect((await server.get('/health')).status).toBe(200);
  await server.close();
  other.close();
});
