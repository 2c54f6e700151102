import { z } from 'zod';

/** What a channel is told of. */
export const ALERT_EVENTS = ['opened', 'recovered', 'test'] as const;
export type AlertEvent = (typeof ALERT_EVENTS)[number];

/** The life of a message to a channel: it is tried again until it is sent or given up. */
export const DELIVERY_STATES = ['waiting', 'sent', 'given-up'] as const;

export const WEBHOOK_FORMATS = ['json', 'teams'] as const;

const MOST_RECIPIENTS = 20;
const LONGEST_URL = 2_000;

const name = z.string().trim().min(1, 'name-required').max(80, 'name-too-long');
/** Of lib/messages/locales.ts; one that is not there is as if it were English. */
const language = z.string().regex(/^[a-z]{2}(?:-[A-Z]{2})?$/);
const recipients = z
  .array(z.email('address-wrong').max(254, 'address-wrong'))
  .min(1, 'address-required')
  .max(MOST_RECIPIENTS, 'address-too-many');

/** Whether the address may be connected to is decided by the worker, each time. */
const webhookUrlSchema = z
  .string()
  .trim()
  .min(1, 'url-required')
  .max(LONGEST_URL, 'url-wrong')
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && ['https:', 'http:'].includes(url.protocol) && url.username === '';
  }, 'url-wrong');

/** What is stored of a channel, by its kind, without its secrets. */
export const channelSettingsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('email'), language, recipients }),
  z.object({
    kind: z.literal('webhook'),
    language,
    format: z.enum(WEBHOOK_FORMATS),
    /** Of the address, which as a whole is a secret: who knows a Teams address may post there. */
    host: z.string(),
  }),
]);
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;

/** Sealed. */
export const webhookSecretsSchema = z.object({ url: z.string(), signingSecret: z.string() });
export type WebhookSecrets = z.infer<typeof webhookSecretsSchema>;

/** The form of a channel. A webhook that is changed keeps its address when the field is left empty. */
export const channelFormSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('email'), name, language, recipients }),
  z.object({
    kind: z.literal('webhook'),
    name,
    language,
    format: z.enum(WEBHOOK_FORMATS),
    url: webhookUrlSchema.or(z.literal('')),
  }),
]);
export type ChannelForm = z.infer<typeof channelFormSchema>;
