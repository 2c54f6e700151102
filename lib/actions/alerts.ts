'use server';

import { z } from 'zod';
import { action } from '#lib/actions/action.ts';
import { actorOf } from '#lib/actions/actor.ts';
import { services } from '#lib/actions/services.ts';
import { channelFormSchema } from '#lib/domain/alerts/alert-channel.ts';
import { alertRuleSettingSchema, ALERT_RULES } from '#lib/domain/alerts/alert-rules.ts';
import { acknowledgeAlert } from '#lib/operations/alerts/acknowledge-alert.ts';
import {
  deleteChannel,
  renewSigningSecret,
  switchChannel,
  testChannel,
} from '#lib/operations/alerts/change-channel.ts';
import { saveChannel } from '#lib/operations/alerts/save-channel.ts';
import { saveRule } from '#lib/operations/alerts/save-rule.ts';
import { snoozeAlert } from '#lib/operations/alerts/snooze-alert.ts';

const WEEK_HOURS = 168;

const ofAlert = z.strictObject({ alertId: z.uuid() });
const ofChannel = z.strictObject({ channelId: z.uuid() });
const ofRule = z.strictObject({ connectorId: z.uuid().nullable() });

export const acknowledgeAlertAction = action({
  permission: 'alerts.manage',
  schema: ofAlert,
  run: async ({ alertId }, { session }) =>
    acknowledgeAlert(await services(), { alertId, actor: await actorOf(session) }),
});

/** 0 hours end a snooze. */
export const snoozeAlertAction = action({
  permission: 'alerts.manage',
  schema: ofAlert.extend({ hours: z.int().min(0).max(WEEK_HOURS) }),
  run: async (input, { session }) =>
    snoozeAlert(await services(), { ...input, actor: await actorOf(session) }),
});

/** For the deployment, or for one connector. */
export const saveRuleAction = action({
  permission: 'alerts.configure',
  schema: ofRule.extend(alertRuleSettingSchema.shape),
  run: async ({ rule, connectorId, ...setting }, { session }) =>
    saveRule(await services(), { rule, connectorId, setting, actor: await actorOf(session) }),
});

export const resetRuleAction = action({
  permission: 'alerts.configure',
  schema: ofRule.extend({ rule: z.enum(ALERT_RULES) }),
  run: async (input, { session }) =>
    saveRule(await services(), { ...input, setting: null, actor: await actorOf(session) }),
});

export const saveChannelAction = action({
  permission: 'alerts.configure',
  schema: z.strictObject({ channelId: z.uuid().nullable(), form: channelFormSchema }),
  run: async (input, { session }) =>
    saveChannel(await services(), { ...input, actor: await actorOf(session) }),
});

export const switchChannelAction = action({
  permission: 'alerts.configure',
  schema: ofChannel.extend({ isOn: z.boolean() }),
  run: async (input, { session }) =>
    switchChannel(await services(), { ...input, actor: await actorOf(session) }),
});

export const deleteChannelAction = action({
  permission: 'alerts.configure',
  schema: ofChannel,
  run: async (input, { session }) =>
    deleteChannel(await services(), { ...input, actor: await actorOf(session) }),
});

export const testChannelAction = action({
  permission: 'alerts.configure',
  schema: ofChannel,
  run: async (input, { session }) =>
    testChannel(await services(), { ...input, actor: await actorOf(session) }),
});

export const renewSigningSecretAction = action({
  permission: 'alerts.configure',
  schema: ofChannel,
  run: async (input, { session }) =>
    renewSigningSecret(await services(), { ...input, actor: await actorOf(session) }),
});
