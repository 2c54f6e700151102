import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { Logger } from '#lib/logging/logger.ts';
import type { Readiness } from '#lib/monitoring/readiness.ts';

export type OperationsServer = {
  readonly port: number;
  readonly close: () => Promise<void>;
};

type Options = {
  readonly host: string;
  /** The first one that is tried. */
  readonly port: number;
  readonly registry: Registry;
  readonly readiness: Readiness;
  readonly logger: Logger;
};

/** Several workers on a machine each take the next free one. */
const PORTS_TRIED = 10;

/**
 * Answers `/health`, `/ready` and `/metrics` on a port of their own, apart from the portal: what it
 * says is for the machine's own monitoring. Null when no port is free: watching must not keep anything
 * from running, and the log says so.
 */
export async function startOperationsServer(options: Options): Promise<OperationsServer | null> {
  const { host, logger } = options;
  const server = createServer((request, response) => {
    void answer(options, request, response);
  });
  for (let port = options.port; port < options.port + PORTS_TRIED && port < 65_536; port += 1) {
    if (!(await listen(server, port, host))) continue;
    // A server that is only asked now and then keeps no process from ending.
    server.unref();
    logger.info({ host, port }, 'health and metrics are answered here');
    return {
      port,
      close: () =>
        new Promise((resolve) => {
          server.close(() => {
            resolve();
          });
          server.closeAllConnections();
        }),
    };
  }
  logger.error({ host, port: options.port }, 'no port is free for health and metrics');
  return null;
}

/** False when another process has the port. @throws what else keeps it from listening */
function listen(server: Server, port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    server.once('error', onError);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}

async function answer(
  { registry, readiness, logger }: Options,
  { method, url = '/' }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const json = (status: number, body: object) => {
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(body));
  };
  try {
    const [path] = url.split('?');
    if (method !== 'GET' && method !== 'HEAD') json(405, { status: 'method not allowed' });
    else if (path === '/health') json(200, { status: 'alive' });
    else if (path === '/ready') {
      const { isReady, checks } = await readiness();
      json(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', checks });
    } else if (path === '/metrics') {
      const metrics = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType });
      response.end(metrics);
    } else json(404, { status: 'not found', paths: ['/health', '/ready', '/metrics'] });
  } catch (error) {
    logger.error({ err: error, path: url.split('?')[0] }, 'health or metrics were not answered');
    if (!response.headersSent) json(500, { status: 'failed' });
  }
}
