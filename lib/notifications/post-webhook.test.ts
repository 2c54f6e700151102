import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWebhookReceiver, type WebhookReceiver } from '#e2e/servers/webhook-receiver.ts';
import { postWebhook } from './post-webhook.ts';

let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
afterAll(async () => {
  await receiver.close();
});

function post(url: string, networks: readonly string[]): Promise<void> {
  const signal = AbortSignal.timeout(10_000);
  return postWebhook({ url, networks, signal, headers: { 'webhook-id': 'msg_1' }, body: '{}' });
}

test('goes into a listed network, unencrypted too', async () => {
  await post(receiver.url, ['127.0.0.0/8']);
  expect(receiver.hooks.at(-1)).toMatchObject({
    body: '{}',
    headers: { 'webhook-id': 'msg_1', 'content-type': 'application/json' },
  });
});

test.each([
  'http://127.0.0.1',
  'https://127.0.0.1',
  'https://127.1',
  'https://[::1]',
  'https://[::ffff:127.0.0.1]',
  'https://169.254.169.254',
  // A public address, unencrypted.
  'http://192.88.98.1',
  // A name that leads to this machine.
  'https://localhost',
])('does not go to %s where no network is listed', async (origin) => {
  const before = receiver.hooks.length;
  const { port } = new URL(receiver.url);
  await expect(post(`${origin}:${port}/`, [])).rejects.toMatchObject({
    code: 'webhook-not-allowed',
    disposition: 'fix-settings',
  });
  expect(receiver.hooks).toHaveLength(before);
});

test('does not follow a redirect', async () => {
  const before = receiver.hooks.length;
  receiver.status = 302;
  await expect(post(receiver.url, ['127.0.0.1'])).rejects.toMatchObject({
    code: 'webhook-refused',
    detail: 'HTTP 302',
  });
  expect(receiver.hooks).toHaveLength(before + 1);
});

test('a receiver that is not there is tried again', async () => {
  await expect(post('http://127.0.0.1:9/', ['127.0.0.1'])).rejects.toMatchObject({
    code: 'webhook-unreachable',
    disposition: 'retry',
    detail: 'ECONNREFUSED',
  });
});
