import { openSecret } from '#lib/crypto/sealed-secret.ts';
import { findAlertChannel } from '#lib/db/alert-channels.ts';
import {
  findWaitingDelivery,
  listMessageAlerts,
  recordDelivery,
} from '#lib/db/alert-deliveries.ts';
import { webhookSecretsSchema } from '#lib/domain/alerts/alert-channel.ts';
import { PortError } from '#lib/domain/errors.ts';
import { describeAlerts } from '#lib/notifications/alert-message.ts';
import { loadAlertWords } from '#lib/notifications/alert-words.ts';
import { mailOfAlerts } from '#lib/notifications/mail-of-alerts.ts';
import { postWebhook } from '#lib/notifications/post-webhook.ts';
import { sendMail } from '#lib/notifications/send-mail.ts';
import { webhookHeaders } from '#lib/notifications/sign-webhook.ts';
import { jsonOfAlerts, teamsCardOfAlerts } from '#lib/notifications/webhook-of-alerts.ts';
import type { AlertServices } from '#lib/operations/alerts/alert-services.ts';
import { channelSecretsPurpose } from '#lib/operations/alerts/secrets-purpose.ts';

/** An alert that nobody could be told of for so long is in the portal only. */
const GIVE_UP_AFTER_MS = 24 * 3600 * 1000;

type Channel = NonNullable<Awaited<ReturnType<typeof findAlertChannel>>>;
type Delivery = NonNullable<Awaited<ReturnType<typeof findWaitingDelivery>>>;

/**
 * Sends one message to its channel and writes down how that went. It may arrive twice when a worker
 * dies just then; a webhook's `webhook-id` and a mail's Message-ID are the same both times. A test is
 * tried once.
 * @throws {PortError} when it is to be tried again
 */
export async function deliverAlert(
  services: AlertServices,
  { deliveryId, signal }: { readonly deliveryId: string; readonly signal: AbortSignal },
): Promise<void> {
  const { db, now, logger } = services;
  const delivery = await findWaitingDelivery(db, deliveryId);
  if (delivery === null) return;
  const record = (
    state: 'waiting' | 'sent' | 'given-up',
    failure: string | null,
    detail?: string,
  ) => recordDelivery(db, deliveryId, { state, failure, detail: detail ?? null, now: now() });
  const channel = await findAlertChannel(db, delivery.channelId);
  if (channel === null) {
    await record('given-up', 'channel-deleted');
    return;
  }
  try {
    await send(services, { delivery, channel, signal });
    await record('sent', null);
    logger.info({ deliveryId, channelId: channel.id }, 'alert sent');
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const isOld = now().getTime() - delivery.createdAt.getTime() >= GIVE_UP_AFTER_MS;
    const isLast = delivery.event === 'test' || isOld || error.disposition === 'reject-item';
    await record(isLast ? 'given-up' : 'waiting', error.code, error.detail);
    if (!isLast) throw error;
    logger.warn({ deliveryId, channelId: channel.id, code: error.code }, 'alert given up');
  }
}

type Sending = {
  readonly delivery: Delivery;
  readonly channel: Channel;
  readonly signal: AbortSignal;
};

async function send(
  services: AlertServices,
  { delivery, channel, signal }: Sending,
): Promise<void> {
  const { db, masterKey, alerts, portalUrl, now } = services;
  const { settings } = channel;
  const message = describeAlerts(await loadAlertWords(settings.language), {
    event: delivery.event,
    alerts: await listMessageAlerts(db, delivery.alertIds),
    portalUrl,
  });
  if (settings.kind === 'email') {
    if (alerts.mail === undefined) throw new PortError('mail-not-configured', 'fix-settings');
    const domain = alerts.mail.from.slice(alerts.mail.from.lastIndexOf('@') + 1);
    const messageId = `<${delivery.id}@${domain}>`;
    await sendMail(alerts.mail, { ...mailOfAlerts(message), to: settings.recipients, messageId });
    return;
  }
  const sealed = openSecret(masterKey, channelSecretsPurpose(channel.id), channel.secrets);
  const { url, signingSecret } = webhookSecretsSchema.parse(sealed);
  const at = now();
  const body = settings.format === 'teams' ? teamsCardOfAlerts(message) : jsonOfAlerts(message, at);
  const headers = webhookHeaders(signingSecret, { id: `msg_${delivery.id}`, at, body });
  await postWebhook({ url, headers, body, networks: alerts.networks, signal });
}
