import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { DisturbGraph } from '#lib/sandbox/graph/disturbance.ts';
import { openGraph } from '#lib/sandbox/graph/graph.ts';
import {
  DOCUMENTED_LIMITS,
  type GraphLimits,
  type GraphTraffic,
} from '#lib/sandbox/graph/throttle.ts';
import { isLoopbackHost } from '#lib/sandbox/http/loopback-host.ts';
import { openLogin } from '#lib/sandbox/login/login.ts';
import type { GrantedPermissions } from '#lib/sandbox/login/granted-permissions.ts';
import { handleMailboxSite } from '#lib/sandbox/mailbox-page/mailbox-site.ts';
import type { SiteContext } from '#lib/sandbox/mailbox-page/site-context.ts';
import { openMailboxStore, type MailboxStore } from '#lib/sandbox/mailboxes/mailbox-store.ts';
import type { Organisation } from '#lib/sandbox/organisation/organisation.ts';
import { startSftpServer, type SftpAccount } from '#lib/sandbox/sftp/sftp-server.ts';

export type SandboxOptions = {
  /** 0 for any free one. */
  readonly httpPort: number;
  /** 0 for any free one. */
  readonly sftpPort: number;
  /** Everything is kept in `sandbox/` below it. */
  readonly dataDir: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly portalUrl: string;
  readonly organisation: Organisation;
  /** False: in memory only, for measurements, where Exchange's disk is not what is measured. */
  readonly keepsMailboxes?: boolean;
  readonly sftpAccounts: readonly SftpAccount[];
  /** Those that Microsoft documents when left out. */
  readonly graphLimits?: GraphLimits;
  readonly graphLatencyMs?: number;
  readonly disturbGraph?: DisturbGraph;
  /** Told of bugs in the sandbox itself; they end the process when left out. */
  readonly onError?: (error: unknown) => void;
};

export type Sandbox = {
  readonly httpPort: number;
  readonly sftpPort: number;
  /** Of the stand-in for Microsoft's sign-in, as `microsoft.loginUrl` in the settings. */
  readonly loginUrl: string;
  /** Of the stand-in for Graph, as `microsoft.graphUrl` in the settings. */
  readonly graphUrl: string;
  /** What lies in the mailboxes, without the way through Graph. */
  readonly mailboxes: MailboxStore;
  readonly permissions: GrantedPermissions;
  /** What has come to Graph's stand-in, and how well its senders heeded the limits. */
  readonly graphTraffic: () => GraphTraffic;
  close(): Promise<void>;
};

/** Where an SFTP account's packages lie: what is put there can be fetched. */
export function packageDirectory(dataDir: string, username: string): string {
  return path.join(dataDir, 'sandbox', 'sftp', username);
}

/** Starts every stand-in, reachable from this machine only. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const directory = path.join(options.dataDir, 'sandbox');
  const loginDirectory = path.join(directory, 'login');
  await mkdir(loginDirectory, { recursive: true });

  const server = createServer();
  server.listen(options.httpPort, '127.0.0.1');
  await once(server, 'listening');
  const httpPort = portOf(server);
  const origin = `http://127.0.0.1:${httpPort}`;

  const login = await openLogin({
    origin,
    directory: loginDirectory,
    tenant: {
      id: options.tenantId,
      clientId: options.clientId,
      clientSecret: options.clientSecret,
      portalUrl: options.portalUrl,
      organisation: options.organisation,
    },
  });
  const mailboxes = openMailboxStore(
    options.keepsMailboxes === false
      ? 'file:mailboxes?vfs=memdb'
      : path.join(directory, 'mailboxes.sqlite'),
  );
  const graph = openGraph({
    context: { organisation: options.organisation, store: mailboxes, graphUrl: `${origin}/graph` },
    login,
    tenantId: options.tenantId,
    limits: options.graphLimits ?? DOCUMENTED_LIMITS,
    latencyMs: options.graphLatencyMs ?? 0,
    disturb: options.disturbGraph ?? (() => undefined),
  });
  const sftp = await startSftpServer({
    port: options.sftpPort,
    directory: path.join(directory, 'sftp'),
    accounts: options.sftpAccounts,
  });

  const site: SiteContext = {
    organisation: options.organisation,
    store: mailboxes,
    permissions: login.permissions,
    portalUrl: options.portalUrl,
    sftp: {
      port: sftp.port,
      replaceHostKey: () => sftp.replaceHostKey(),
      accounts: options.sftpAccounts,
      directory: path.join(directory, 'sftp'),
    },
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isLoopbackHost(request.headers.host)) {
      response.writeHead(421).end('The sandbox answers to the names of this machine only.\n');
      return;
    }
    const url = URL.parse(request.url ?? '/', origin);
    if (url === null) response.writeHead(400).end('Bad request\n');
    else if (url.pathname.startsWith('/login/')) await login.handle(request, response, url);
    else if (url.pathname.startsWith('/graph/')) await graph.handle(request, response);
    else await handleMailboxSite(site, request, response, url);
  }
  server.on('request', (request, response) => {
    handle(request, response).catch((error: unknown) => {
      // A client that went away is no failure; anything else is a bug and must be seen.
      if (request.destroyed && !response.headersSent) return;
      if (!response.headersSent) response.writeHead(500).end('Internal error\n');
      if (options.onError === undefined) throw error;
      options.onError(error);
    });
  });

  return {
    httpPort,
    sftpPort: sftp.port,
    loginUrl: `${origin}/login`,
    graphUrl: `${origin}/graph`,
    mailboxes,
    permissions: login.permissions,
    graphTraffic: graph.traffic,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, sftp.close()]);
      mailboxes.close();
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('HTTP server has no port');
  return address.port;
}
