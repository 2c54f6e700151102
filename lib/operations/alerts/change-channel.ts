import { openSecret, sealSecret } from '#lib/crypto/sealed-secret.ts';
import {
  deleteAlertChannel,
  findAlertChannel,
  updateAlertChannel,
} from '#lib/db/alert-channels.ts';
import type { Transaction } from '#lib/db/client.ts';
import { webhookSecretsSchema } from '#lib/domain/alerts/alert-channel.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import { createSigningSecret } from '#lib/notifications/sign-webhook.ts';
import { recordChannel } from '#lib/operations/alerts/save-channel.ts';
import { channelSecretsPurpose } from '#lib/operations/alerts/secrets-purpose.ts';
import { queueDelivery } from '#lib/operations/alerts/tell-channels.ts';
import type { Services } from '#lib/operations/services.ts';

type OfChannel = { readonly channelId: string; readonly actor: AuditActor };

/** Turns a channel on or off. @throws {AppError} `not-found` */
export async function switchChannel(
  services: Services,
  { channelId, isOn, actor }: OfChannel & { readonly isOn: boolean },
): Promise<void> {
  await services.db.$transaction(async (transaction) => {
    const { name } = await getChannel(transaction, channelId);
    await updateAlertChannel(transaction, channelId, { isOn });
    await recordChannel(services, transaction, {
      action: 'alert-channel-changed',
      actor,
      name: `${name}: ${isOn ? 'on' : 'off'}`,
    });
  });
}

/** Nothing more is sent there, and its secrets are wiped. @throws {AppError} `not-found` */
export async function deleteChannel(
  services: Services,
  { channelId, actor }: OfChannel,
): Promise<void> {
  await services.db.$transaction(async (transaction) => {
    const name = await deleteAlertChannel(transaction, channelId, services.now());
    if (name === null) throw notFound();
    await recordChannel(services, transaction, { action: 'alert-channel-deleted', actor, name });
  });
}

/** Has the worker send a test, also where the channel is off. @throws {AppError} `not-found` */
export async function testChannel(
  services: Services,
  { channelId, actor }: OfChannel,
): Promise<{ readonly deliveryId: string }> {
  return services.db.$transaction(async (transaction) => {
    const { name } = await getChannel(transaction, channelId);
    const deliveryId = await queueDelivery(services, transaction, {
      channelId,
      event: 'test',
      alertIds: [],
    });
    await recordChannel(services, transaction, { action: 'alert-channel-tested', actor, name });
    return { deliveryId };
  });
}

/** @returns the new secret, which is shown this once. @throws {AppError} `not-found` */
export async function renewSigningSecret(
  services: Services,
  { channelId, actor }: OfChannel,
): Promise<{ readonly signingSecret: string }> {
  const { db, masterKey } = services;
  const purpose = channelSecretsPurpose(channelId);
  return db.$transaction(async (transaction) => {
    const { name, settings, secrets } = await getChannel(transaction, channelId);
    if (settings.kind !== 'webhook') throw notFound();
    const { url } = webhookSecretsSchema.parse(openSecret(masterKey, purpose, secrets));
    const signingSecret = createSigningSecret();
    await updateAlertChannel(transaction, channelId, {
      secrets: sealSecret(masterKey, purpose, { url, signingSecret }),
    });
    await recordChannel(services, transaction, { action: 'alert-secret-renewed', actor, name });
    return { signingSecret };
  });
}

async function getChannel(transaction: Transaction, channelId: string) {
  const channel = await findAlertChannel(transaction, channelId);
  if (channel === null) throw notFound();
  return channel;
}

function notFound(): AppError {
  return new AppError('not-found', 'This channel does not exist.');
}
