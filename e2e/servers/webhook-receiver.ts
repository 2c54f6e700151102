import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

export type ReceivedHook = {
  readonly headers: Readonly<Record<string, string>>;
  /** As it came: a signature is over every byte. */
  readonly body: string;
};

export type WebhookReceiver = {
  readonly url: string;
  /** In the order in which they came, those that were refused too. */
  readonly hooks: readonly ReceivedHook[];
  /** What it answers. */
  status: number;
  readonly close: () => Promise<void>;
};

/** An HTTP server that keeps what is posted to it. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const hooks: ReceivedHook[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      hooks.push({ headers: plain(request.headers), body });
      const location = received.status === 302 ? { location: '/elsewhere' } : {};
      response.writeHead(received.status, location).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const received: WebhookReceiver = {
    url: `http://127.0.0.1:${port}/hook?sig=do-not-show`,
    hooks,
    status: 204,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return received;
}

function plain(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value ?? '')]),
  );
}
