import type net from 'node:net';
import ssh2, { type AuthContext, type Connection, type KeyboardAuthContext } from 'ssh2';
import type { ConnectionStep } from '#lib/domain/connection-check.ts';
import { generateHostKey } from '#lib/sandbox/sftp/host-key.ts';
import type { OpenSource } from '#lib/sources/port.ts';
import { openSftpSource } from '#lib/sources/sftp/adapter.ts';
import { serversOnThisMachine } from '#lib/sources/test-servers.ts';

/** An SSH server for tests of how a connection is made, and a check of one. */
export const testSecrets = { username: 'archive', password: 'Sandbox-2026' };

const hostKey = generateHostKey();

export type TestSshServer = {
  readonly settings: { readonly host: string; readonly port: number; readonly directory: string };
  readonly close: () => void;
};

/** A server that lets the test decide over each sign-in and each connection. */
export async function startSshServer(
  onAttempt: (attempt: AuthContext, client: Connection) => void,
): Promise<TestSshServer> {
  const clients = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    clients.add(client);
    client.on('error', () => undefined);
    client.on('authentication', (attempt) => {
      onAttempt(attempt, client);
    });
  });
  return {
    settings: { host: '127.0.0.1', port: await listen(server), directory: '/' },
    close: () => {
      for (const client of clients) client.end();
      server.close();
    },
  };
}

/** Asks round after round, and refuses in the end. */
export function prompt(
  attempt: KeyboardAuthContext,
  [round, ...others]: readonly (readonly string[])[],
  answers: string[],
): void {
  if (round === undefined) {
    attempt.reject();
    return;
  }
  const prompts = round.map((text) => ({ prompt: text, echo: false }));
  attempt.prompt(prompts, (given) => {
    answers.push(...given);
    prompt(attempt, others, answers);
  });
}

export function listen(server: ssh2.Server | net.Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

/** The steps of a check that fails, and the error it fails with. */
export async function check(
  settings: { host: string; port: number; directory: string; hostKeySha256?: string },
  {
    signal = AbortSignal.timeout(30_000),
    servers = serversOnThisMachine,
  }: Partial<Pick<OpenSource, 'signal' | 'servers'>> = {},
): Promise<{ steps: readonly string[]; error: unknown }> {
  const steps: string[] = [];
  const onStep = ({ id, state, code }: ConnectionStep) => {
    steps.push([id, state, code].filter(Boolean).join(' '));
  };
  try {
    const source = await openSftpSource(
      { settings, secrets: testSecrets },
      { servers, signal, onStep },
    );
    await source.close();
    return { steps, error: undefined };
  } catch (error) {
    return { steps, error };
  }
}

export const untilSignIn = [
  'reach running',
  'reach passed',
  'host-key running',
  'host-key passed',
  'sign-in running',
];
