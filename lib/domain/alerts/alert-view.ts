import { z } from 'zod';
import { alertFactsSchema } from '#lib/domain/alerts/alert-facts.ts';
import {
  ALERT_RULES,
  ALERT_SEVERITIES,
  alertParametersSchema,
} from '#lib/domain/alerts/alert-rules.ts';
import {
  ALERT_EVENTS,
  channelSettingsSchema,
  DELIVERY_STATES,
} from '#lib/domain/alerts/alert-channel.ts';
import { ALERT_STATES } from '#lib/domain/alerts/plan-alerts.ts';

const time = z.iso.datetime();

export const alertViewSchema = z.object({
  id: z.uuid(),
  rule: z.enum(ALERT_RULES),
  severity: z.enum(ALERT_SEVERITIES),
  state: z.enum(ALERT_STATES).exclude(['pending']),
  connector: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  runId: z.uuid().nullable(),
  facts: alertFactsSchema,
  openedAt: time,
  endedAt: time.nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: time.nullable(),
  /** Null when nobody put it off, or the time is over. */
  snoozedUntil: time.nullable(),
  snoozedBy: z.string().nullable(),
});
export type AlertView = z.infer<typeof alertViewSchema>;

export const alertPageSchema = z.object({
  alerts: z.array(alertViewSchema),
  total: z.int(),
  /** Those that alerts speak of, by name. */
  connectors: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type AlertPage = z.infer<typeof alertPageSchema>;

export const alertDeliveryViewSchema = z.object({
  id: z.uuid(),
  channelName: z.string(),
  event: z.enum(ALERT_EVENTS),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  /** A code of a problem, and what was seen. */
  failure: z.string().nullable(),
  detail: z.string().nullable(),
  createdAt: time,
  endedAt: time.nullable(),
});
export type AlertDeliveryView = z.infer<typeof alertDeliveryViewSchema>;

/** One alert with everybody who was told. */
export const alertDetailsSchema = alertViewSchema.extend({
  deliveries: z.array(alertDeliveryViewSchema),
});
export type AlertDetails = z.infer<typeof alertDetailsSchema>;

export const alertCountSchema = z.object({ open: z.int() });

/** A rule as it holds, and where that was decided. */
export const ruleViewSchema = z.object({
  rule: z.enum(ALERT_RULES),
  isOn: z.boolean(),
  parameters: alertParametersSchema,
  /** Whether an admin decided about it here: for the deployment, or for this connector. */
  isDecidedHere: z.boolean(),
});
export type RuleView = z.infer<typeof ruleViewSchema>;

export const channelViewSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  isOn: z.boolean(),
  settings: channelSettingsSchema,
  /** The newest message that went to it, or did not. */
  last: alertDeliveryViewSchema.nullable(),
});
export type ChannelView = z.infer<typeof channelViewSchema>;

export const alertSettingsSchema = z.object({
  rules: z.array(ruleViewSchema),
  channels: z.array(channelViewSchema),
  /** Whether the deployment has a mail server. */
  hasMail: z.boolean(),
});
export type AlertSettingsView = z.infer<typeof alertSettingsSchema>;

export const connectorRulesSchema = z.object({
  connector: z.object({ id: z.uuid(), name: z.string() }),
  rules: z.array(ruleViewSchema),
});
export type ConnectorRulesView = z.infer<typeof connectorRulesSchema>;
