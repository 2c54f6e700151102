import { randomUUID } from 'node:crypto';
import { openSecret, sealSecret } from '#lib/crypto/sealed-secret.ts';
import {
  findAlertChannel,
  insertAlertChannel,
  updateAlertChannel,
} from '#lib/db/alert-channels.ts';
import { writeAuditEntry } from '#lib/db/audit.ts';
import {
  webhookSecretsSchema,
  type ChannelForm,
  type ChannelSettings,
  type WebhookSecrets,
} from '#lib/domain/alerts/alert-channel.ts';
import type { AuditAction, AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import { createSigningSecret } from '#lib/notifications/sign-webhook.ts';
import { channelSecretsPurpose } from '#lib/operations/alerts/secrets-purpose.ts';
import type { Services } from '#lib/operations/services.ts';

type ChannelChange = {
  /** Null for a new one. */
  readonly channelId: string | null;
  readonly form: ChannelForm;
  readonly actor: AuditActor;
};

/**
 * Makes a channel or changes one.
 * @returns the signing secret of a new webhook, which is shown this once
 * @throws {AppError} `not-found`, `webhook-url-required`
 */
export async function saveChannel(
  services: Services,
  { channelId, form, actor }: ChannelChange,
): Promise<{ readonly signingSecret: string | null }> {
  const { db, masterKey, now } = services;
  const id = channelId ?? randomUUID();
  return db.$transaction(async (transaction) => {
    const stored = channelId === null ? null : await findAlertChannel(transaction, channelId);
    const isSameKind = stored === null || stored.settings.kind === form.kind;
    if ((channelId !== null && stored === null) || !isSameKind) {
      throw new AppError('not-found', 'This channel does not exist.');
    }
    const before =
      stored === null || stored.settings.kind === 'email'
        ? null
        : webhookSecretsSchema.parse(
            openSecret(masterKey, channelSecretsPurpose(id), stored.secrets),
          );
    const secrets = secretsOf(form, before);
    const sealed =
      secrets === null
        ? new Uint8Array()
        : sealSecret(masterKey, channelSecretsPurpose(id), secrets);
    const data = { name: form.name, settings: settingsOf(form, secrets), secrets: sealed };
    if (stored !== null) await updateAlertChannel(transaction, id, data);
    else {
      const createdAt = now();
      await insertAlertChannel(transaction, { ...data, id, createdBy: actor.email, createdAt });
    }
    const action = stored === null ? 'alert-channel-created' : 'alert-channel-changed';
    await recordChannel(services, transaction, {
      action,
      actor,
      name: form.name,
      of: data.settings,
    });
    return { signingSecret: stored === null ? (secrets?.signingSecret ?? null) : null };
  });
}

function secretsOf(form: ChannelForm, before: WebhookSecrets | null): WebhookSecrets | null {
  if (form.kind === 'email') return null;
  const url = form.url === '' ? before?.url : form.url;
  if (url === undefined) {
    throw new AppError('webhook-url-required', 'Enter the address of the webhook.');
  }
  return { url, signingSecret: before?.signingSecret ?? createSigningSecret() };
}

function settingsOf(form: ChannelForm, secrets: WebhookSecrets | null): ChannelSettings {
  if (form.kind === 'email') {
    const { kind, language, recipients } = form;
    return { kind, language, recipients };
  }
  const { kind, language, format } = form;
  return { kind, language, format, host: URL.parse(secrets?.url ?? '')?.host ?? '' };
}

type Recorded = {
  readonly action: AuditAction;
  readonly actor: AuditActor;
  readonly name: string;
  readonly of?: ChannelSettings;
};

/** Who changed which channel to what; never an address of a webhook, nor a secret. */
export async function recordChannel(
  { auditKey, now }: Pick<Services, 'auditKey' | 'now'>,
  transaction: Parameters<typeof writeAuditEntry>[0],
  { action, actor, name, of }: Recorded,
): Promise<void> {
  await writeAuditEntry(transaction, auditKey, {
    at: now(),
    actor,
    action,
    connectorId: null,
    subjects: {},
    details: { name, settings: of === undefined ? null : JSON.stringify(of) },
  });
}
