import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startMailServer, type MailServer } from '#e2e/servers/mail-server.ts';
import { createTestImport, type TestImport } from '#e2e/servers/test-import.ts';
import { startWebhookReceiver, type WebhookReceiver } from '#e2e/servers/webhook-receiver.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';
import type { ChannelForm } from '#lib/domain/alerts/alert-channel.ts';
import type { AlertServices } from './alert-services.ts';
import { deleteChannel, renewSigningSecret, testChannel } from './change-channel.ts';
import { deliverAlert } from './deliver-alert.ts';
import { evaluateAlerts } from './evaluate-alerts.ts';
import { saveChannel } from './save-channel.ts';

const actor = { id: 'u1', email: 'oscar.dahl@fjord.example' };
const DAY_MS = 24 * 3600_000;

/** What docs/alerts.md promises a receiver. */
const bodySchema = z.strictObject({
  type: z.enum(['alert.opened', 'alert.recovered', 'alert.test']),
  timestamp: z.iso.datetime(),
  data: z.strictObject({
    title: z.string(),
    portalUrl: z.url(),
    count: z.int(),
    alerts: z.array(
      z.strictObject({
        id: z.uuid(),
        rule: z.string(),
        severity: z.enum(['critical', 'warning']),
        subject: z.string(),
        summary: z.string(),
        connector: z.strictObject({ id: z.uuid(), name: z.string(), kind: z.string() }).nullable(),
        runId: z.uuid().nullable(),
        openedAt: z.iso.datetime(),
        recoveredAt: z.iso.datetime().nullable(),
        values: z.object({ code: z.string() }),
        aboutUrl: z.url(),
        alertUrl: z.url(),
      }),
    ),
  }),
});

describe('a message about alerts', () => {
  let mailServer: MailServer;
  let receiver: WebhookReceiver;
  let under: TestImport;
  let services: AlertServices;
  let at = new Date();

  beforeAll(async () => {
    mailServer = await startMailServer();
    receiver = await startWebhookReceiver();
  });
  afterAll(async () => {
    await mailServer.close();
    await receiver.close();
  });
  beforeEach(async () => {
    at = new Date();
    mailServer.refusal = null;
    receiver.status = 204;
    under = await createTestImport({
      destination: openMemoryDestination(),
      mailboxes: [],
      now: () => at,
    });
    services = withMail({});
    await setSource('sign-in-failed');
  });
  afterEach(async () => {
    await under.close();
  });

  function withMail(mail: { readonly port?: number; readonly password?: string }): AlertServices {
    return {
      ...under.services,
      alerts: {
        mail: {
          host: '127.0.0.1',
          port: mail.port ?? mailServer.port,
          security: 'none',
          credentials:
            mail.password === undefined ? undefined : { user: 'u', password: mail.password },
          from: 'custody@fjord.example',
        },
        networks: ['127.0.0.1'],
      },
    };
  }

  async function setSource(sourceStatus: string) {
    await under.db.connector.update({ where: { id: under.connectorId }, data: { sourceStatus } });
  }

  async function addChannel(form: ChannelForm): Promise<string> {
    return (await saveChannel(services, { channelId: null, form, actor })).signingSecret ?? '';
  }

  const email = (language = 'en'): ChannelForm => ({
    kind: 'email',
    name: 'Operators',
    language,
    recipients: ['ops@fjord.example', 'night@fjord.example'],
  });
  const webhook = (change: object = {}): ChannelForm => ({
    kind: 'webhook',
    name: 'Monitoring',
    language: 'en',
    format: 'json',
    url: receiver.url,
    ...change,
  });

  /** Looks, and sends everything that waits, once. */
  async function lookAndSend(using = services): Promise<unknown[]> {
    await evaluateAlerts(using);
    return sendAll(using);
  }

  async function sendAll(using = services): Promise<unknown[]> {
    const waiting = await under.db.alertDelivery.findMany({
      where: { state: 'waiting' },
      orderBy: { id: 'asc' },
    });
    const errors: unknown[] = [];
    for (const { id } of waiting) {
      await deliverAlert(using, { deliveryId: id, signal: AbortSignal.timeout(20_000) }).catch(
        (error: unknown) => errors.push(error),
      );
    }
    return errors;
  }

  async function lastDelivery() {
    return under.db.alertDelivery.findFirstOrThrow({ orderBy: { id: 'desc' } });
  }

  test('arrives by mail as text and as HTML, and again when it is mended', async () => {
    await addChannel(email());
    await lookAndSend();
    const { from, to, mail } = mailServer.mails.at(-1) ?? fail();
    expect({ from, to }).toEqual({
      from: 'custody@fjord.example',
      to: ['ops@fjord.example', 'night@fjord.example'],
    });
    expect(mail.subject).toBe('Alert: Test');
    const path = `/data-connectors/connectors?connector=${under.connectorId}`;
    for (const body of [mail.text, mail.html]) {
      expect(body).toContain('The source fails: It refuses the sign-in.');
      expect(body).toContain(`http://localhost:3000${path}`);
      expect(body).toMatch(/http:\/\/localhost:3000\/alerts\?state=all&(amp;)?alert=/);
    }
    expect(await lastDelivery()).toMatchObject({ state: 'sent', attempts: 1, failure: null });

    await setSource('connected');
    await lookAndSend();
    expect(mailServer.mails.at(-1)?.mail.subject).toBe('Recovered: Test');
  });

  test.each([
    ['fr', 'Alerte\u00a0: Test', 'Elle refuse la connexion.'],
    ['sv', 'Avisering: Test', 'Den avvisar inloggningen.'],
    ['xx', 'Alert: Test', 'It refuses the sign-in.'],
  ])('is in the language of its channel (%s)', async (language, subject, sentence) => {
    await addChannel(email(language));
    await lookAndSend();
    const { mail } = mailServer.mails.at(-1) ?? fail();
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(sentence);
  });

  test('a name with markup stays a name', async () => {
    await under.db.connector.update({
      where: { id: under.connectorId },
      data: { name: '<img src=x> & "co"' },
    });
    await addChannel(email());
    await lookAndSend();
    expect(mailServer.mails.at(-1)?.mail.html).toContain('&lt;img src=x&gt; &amp; &quot;co&quot;');
  });

  test('is posted and signed so that the reference library takes it', async () => {
    const secret = await addChannel(webhook());
    await lookAndSend();
    const { headers, body } = receiver.hooks.at(-1) ?? fail();
    const { type, data } = bodySchema.parse(new Webhook(secret).verify(body, headers));
    expect(type).toBe('alert.opened');
    expect(data.alerts).toMatchObject([
      {
        rule: 'source-failing',
        connector: { id: under.connectorId, name: 'Test' },
        summary: 'The source fails: It refuses the sign-in.',
        values: { code: 'sign-in-failed' },
      },
    ]);
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();

    await setSource('connected');
    await lookAndSend();
    const recovery = receiver.hooks.at(-1) ?? fail();
    const recovered = bodySchema.parse(new Webhook(secret).verify(recovery.body, recovery.headers));
    expect(recovered.type).toBe('alert.recovered');
    expect(recovered.data.alerts[0]?.recoveredAt).toBe(at.toISOString());
  });

  test('is an Adaptive Card where Teams is to show it', async () => {
    await addChannel(webhook({ format: 'teams' }));
    await lookAndSend();
    const { body } = receiver.hooks.at(-1) ?? fail();
    expect(JSON.parse(body)).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            type: 'AdaptiveCard',
            version: '1.4',
            body: [{ text: 'Alert: Test' }, {}, {}],
          },
        },
      ],
    });
    expect(Buffer.byteLength(body)).toBeLessThan(28 * 1024);
  });

  test('is sent again under the same id until the receiver takes it', async () => {
    const secret = await addChannel(webhook());
    receiver.status = 503;
    expect(await lookAndSend()).toMatchObject([{ code: 'webhook-refused' }]);
    const refused = receiver.hooks.at(-1) ?? fail();
    expect(await lastDelivery()).toMatchObject({
      state: 'waiting',
      attempts: 1,
      failure: 'webhook-refused',
      detail: 'HTTP 503',
    });
    receiver.status = 200;
    at = new Date(at.getTime() + 61_000);
    expect(await sendAll()).toEqual([]);
    const taken = receiver.hooks.at(-1) ?? fail();
    expect(taken.headers['webhook-id']).toBe(refused.headers['webhook-id']);
    expect(taken.headers['webhook-timestamp']).not.toBe(refused.headers['webhook-timestamp']);
    new Webhook(secret).verify(taken.body, taken.headers);
    expect(await lastDelivery()).toMatchObject({ state: 'sent', attempts: 2 });
  });

  test('is given up after a day, or when the receiver is gone', async () => {
    await addChannel(webhook());
    receiver.status = 500;
    await lookAndSend();
    at = new Date(at.getTime() + DAY_MS);
    expect(await sendAll()).toEqual([]);
    expect(await lastDelivery()).toMatchObject({ state: 'given-up', failure: 'webhook-refused' });

    receiver.status = 410;
    await setSource('connected');
    await lookAndSend();
    expect(await lastDelivery()).toMatchObject({ state: 'given-up', failure: 'webhook-gone' });
  });

  test.each([
    [550, 'given-up'],
    [451, 'waiting'],
  ] as const)('a mail that is refused with %i is %s', async (code, state) => {
    await addChannel(email());
    mailServer.refusal = { code, text: 'no' };
    await lookAndSend();
    expect(await lastDelivery()).toMatchObject({ state, failure: 'mail-refused' });
  });

  test('waits for a mail server that is away', async () => {
    await addChannel(email());
    const away = withMail({ port: 9 });
    expect(await lookAndSend(away)).toMatchObject([{ code: 'mail-server-unreachable' }]);
    expect(await sendAll()).toEqual([]);
    expect(await lastDelivery()).toMatchObject({ state: 'sent', attempts: 2 });
  });

  test('a test is tried once and says what happened', async () => {
    await addChannel(webhook());
    const { id: channelId } = await under.db.alertChannel.findFirstOrThrow();
    receiver.status = 400;
    await testChannel(services, { channelId, actor });
    expect(await sendAll()).toEqual([]);
    expect(await lastDelivery()).toMatchObject({
      event: 'test',
      state: 'given-up',
      failure: 'webhook-refused',
      detail: 'HTTP 400',
    });
  });

  test('addresses and secrets are stored sealed, and wiped with the channel', async () => {
    const secret = await addChannel(webhook());
    const { id: channelId } = await under.db.alertChannel.findFirstOrThrow();
    const { signingSecret } = await renewSigningSecret(services, { channelId, actor });
    expect(signingSecret).not.toBe(secret);
    const stored = await under.db.alertChannel.findFirstOrThrow();
    const seen = JSON.stringify([stored, await listAudit()]);
    for (const hidden of ['do-not-show', secret, signingSecret]) expect(seen).not.toContain(hidden);
    expect(Buffer.from(stored.secrets).includes('do-not-show')).toBe(false);

    await lookAndSend();
    const { headers, body } = receiver.hooks.at(-1) ?? fail();
    new Webhook(signingSecret).verify(body, headers);
    expect(() => new Webhook(secret).verify(body, headers)).toThrow();

    await deleteChannel(services, { channelId, actor });
    expect((await under.db.alertChannel.findFirstOrThrow()).secrets).toHaveLength(0);
  });

  async function listAudit() {
    const rows = await under.db.auditEntry.findMany({ select: { action: true, details: true } });
    return rows;
  }
});

function fail(): never {
  throw new Error('nothing has arrived');
}
