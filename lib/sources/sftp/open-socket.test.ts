import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServerPolicy } from '#lib/domain/source-server.ts';
import { openSocket } from '#lib/sources/sftp/open-socket.ts';
import type { Resolve } from '#lib/network/checked-lookup.ts';

const PUBLIC = { address: '8.8.8.8', family: 4 };
const LOOPBACK = { address: '127.0.0.1', family: 4 };
const METADATA = { address: '169.254.169.254', family: 4 };
const PRIVATE_IPV6 = { address: 'fd00::1', family: 6 };

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A server on this machine that counts who comes. */
async function listen() {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  cleanups.push(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { port, connections: () => connections };
}

const policy = (networks: readonly string[] = []): ServerPolicy => ({
  servers: [{ host: 'sftp.example.com', port: 'any' }],
  networks,
});

/** Answers with one list of addresses after the other. */
function answers(...lists: readonly (readonly { address: string; family: number }[])[]) {
  let asked = 0;
  const resolve: Resolve = (_host, callback) => {
    const addresses = lists[Math.min(asked, lists.length - 1)] ?? [];
    asked += 1;
    queueMicrotask(() => {
      callback(null, addresses);
    });
  };
  return { resolve, asked: () => asked };
}

function failureOf(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('error', resolve));
}

describe('a name that leads to an address inside', () => {
  it.each([
    [[LOOPBACK]],
    [[METADATA]],
    [[PRIVATE_IPV6]],
    [[PUBLIC, METADATA]],
    [[METADATA, PUBLIC]],
  ])('%j is refused before anybody is connected to', async (addresses) => {
    const { port, connections } = await listen();
    const { resolve } = answers(addresses);
    const socket = openSocket({ host: 'sftp.example.com', port }, policy(), resolve);
    const error = await failureOf(socket);
    expect(error).toMatchObject({ code: 'address-not-allowed' });
    expect(connections()).toBe(0);
  });

  it('is connected to where the deployment lists the address', async () => {
    const { port } = await listen();
    const { resolve } = answers([LOOPBACK]);
    const server = { host: 'sftp.example.com', port };
    const socket = openSocket(server, policy(['127.0.0.0/8']), resolve);
    await once(socket, 'connect');
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
  });

  it('goes to the address that was checked, whatever the name leads to a moment later', async () => {
    const { port } = await listen();
    const { resolve, asked } = answers([LOOPBACK], [METADATA]);
    const server = { host: 'sftp.example.com', port };
    const socket = openSocket(server, policy(['127.0.0.1']), resolve);
    await once(socket, 'connect');
    expect(asked()).toBe(1);
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
  });
});

describe('an address', () => {
  it('is connected to when it is listed itself', async () => {
    const { port } = await listen();
    const servers = [{ host: '127.0.0.1', port }] as const;
    const socket = openSocket({ host: '127.0.0.1', port }, { servers, networks: [] });
    await once(socket, 'connect');
    socket.destroy();
  });

  it('is refused when it is not', async () => {
    const { port, connections } = await listen();
    const servers = [{ host: '127.0.0.1', port: port - 1 }] as const;
    expect(() => openSocket({ host: '127.0.0.1', port }, { servers, networks: [] })).toThrow(
      'server-not-allowed',
    );
    expect(() => openSocket({ host: '127.0.0.1', port }, policy(['127.0.0.0/8']))).toThrow(
      'server-not-allowed',
    );
    expect(connections()).toBe(0);
  });
});

it('a name that nobody has is not asked for', async () => {
  const servers = [{ host: '*.invalid', port: 22 }] as const;
  const socket = openSocket({ host: 'sftp.invalid', port: 22 }, { servers, networks: [] });
  const error = await failureOf(socket);
  expect(error).toMatchObject({ code: 'ENOTFOUND' });
});

it('the machine’s own name for itself is refused', async () => {
  const { port } = await listen();
  const servers = [{ host: 'localhost', port }] as const;
  const socket = openSocket({ host: 'localhost', port }, { servers, networks: [] });
  const error = await failureOf(socket);
  expect(error).toMatchObject({ code: 'address-not-allowed' });
});
