import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseEnv, processEnvironment } from '#lib/config/env.ts';
import { openMailboxStore } from '#lib/sandbox/mailboxes/mailbox-store.ts';
import { findPerson } from '#lib/sandbox/organisation/organisation.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import { packageDirectory } from '#lib/sandbox/sandbox.ts';

const START_TIMEOUT_MS = 60_000;

let dataDir: string;
let variables: Readonly<Record<string, string | undefined>>;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'custody-sandbox-'));
  variables = {
    DATA_DIR: dataDir,
    SANDBOX_PORT: String(await freePort()),
    SANDBOX_SFTP_PORT: String(await freePort()),
    SANDBOX_CLIENT_SECRET: 'test-client-secret',
    MASTER_KEY: randomBytes(32).toString('base64'),
    AUDIT_KEY: randomBytes(32).toString('base64'),
    SESSION_SECRET: randomBytes(32).toString('base64'),
  };
});

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

async function start(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], {
    env: { ...processEnvironment(), ...variables, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  expect(await Promise.race([once(child, 'message'), once(child, 'exit')])).toEqual([
    'ready',
    undefined,
  ]);
  return child;
}

function origin(): string {
  return `http://127.0.0.1:${variables['SANDBOX_PORT'] ?? ''}`;
}

/** Consents as Grace, and returns a token for Graph. */
async function acquireToken(): Promise<string> {
  const { tenantId, clientId } = parseEnv(variables).microsoft;
  const scope = 'https://graph.microsoft.com/.default';
  const query = new URLSearchParams({
    client_id: clientId,
    scope,
    redirect_uri: 'http://localhost:3000/consent/callback',
  });
  const account = findPerson(sampleOrganisation, 'grace.lind@fjord.example')?.id ?? '';
  await fetch(`${origin()}/login/${tenantId}/v2.0/adminconsent?${query.toString()}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ account, decision: 'accept' }),
  });
  const response = await fetch(`${origin()}/login/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: 'test-client-secret',
      scope,
    }),
  });
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
}

async function fileMessage(token: string, subject: string): Promise<number> {
  const response = await fetch(
    `${origin()}/graph/v1.0/users/ida.holm@fjord.example/mailFolders/inbox/messages`,
    {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ subject }),
    },
  );
  return response.status;
}

describe('the sandbox’s process', () => {
  it(
    'makes its packages, keeps what it acknowledged when it is killed, and ends when asked',
    async () => {
      const first = await start();
      const packages = await readdir(packageDirectory(dataDir, 'fjord-archive'));
      expect(packages.length).toBeGreaterThanOrEqual(7);

      const token = await acquireToken();
      const subjects = Array.from({ length: 50 }, (_, index) => `message ${index}`);
      for (const subject of subjects) expect(await fileMessage(token, subject)).toBe(201);
      first.kill('SIGKILL');
      await once(first, 'exit');

      const second = await start();
      // Neither keys nor consent are new: the token is still good.
      expect(await fileMessage(token, 'after the restart')).toBe(201);
      second.kill('SIGTERM');
      expect(await once(second, 'exit')).toEqual([0, null]);

      const store = openMailboxStore(path.join(dataDir, 'sandbox', 'mailboxes.sqlite'));
      const mailbox = findPerson(sampleOrganisation, 'ida.holm@fjord.example')?.id ?? '';
      const filed = store.messages.list({ mailbox, oldestFirst: true, skip: 0, top: 100 });
      store.close();
      expect(filed.map(({ subject }) => subject)).toEqual([...subjects, 'after the restart']);
      await expect(fetch(origin())).rejects.toThrow();
    },
    2 * START_TIMEOUT_MS,
  );
});
