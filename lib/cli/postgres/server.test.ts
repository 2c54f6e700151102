import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort } from '#lib/cli/launcher/ports.ts';
import { startPostgres } from '#lib/cli/postgres/server.ts';

let directory: string;
let port: number;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'custody-server-test-'));
  await chmod(directory, 0o711);
  port = await findFreePort();
});
afterAll(() => rm(directory, { recursive: true }));

const start = (password = 'correct') =>
  startPostgres({
    home: path.join(directory, 'postgres'),
    port,
    password,
    logFile: path.join(directory, 'postgresql.log'),
  });

async function ask(url: string, question: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(question);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

test('it listens on this machine only, with a password, and sorts independently of the system', async () => {
  const server = await start();
  try {
    expect(
      await ask(
        server.url,
        "SELECT setting AS answer FROM pg_settings WHERE name = 'listen_addresses'",
      ),
    ).toBe('127.0.0.1');
    expect(
      await ask(
        server.url,
        "SELECT datlocale AS answer FROM pg_database WHERE datname = 'postgres'",
      ),
    ).toBe('C.UTF-8');
    const wrong = server.url.replace('correct', 'wrong');
    await expect(ask(wrong, 'SELECT 1 AS answer')).rejects.toThrow(
      'password authentication failed',
    );
  } finally {
    await server.stop();
  }
});

test('a lock file whose number now belongs to another process does not keep it from starting', async () => {
  await writeFile(path.join(directory, 'postgres/data/postmaster.pid'), `${process.ppid}\n`);
  const server = await start();
  expect(await ask(server.url, 'SELECT 1 AS answer')).toBe(1);
  await server.stop();
});

test('a server that was left behind is ended before a new one starts', async () => {
  const left = await start();
  const again = await start();
  await left.ended;
  expect(await ask(again.url, 'SELECT 1 AS answer')).toBe(1);
  await again.stop();
});

test('keys of another installation are named as the reason', async () => {
  await expect(start('other')).rejects.toThrow(
    'The database refuses the password in DATA_DIR/keys',
  );
});
