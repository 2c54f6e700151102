import 'server-only';
import { authorize } from '#lib/auth/session.ts';
import { env } from '#lib/config/env.ts';
import { listAlertChannels } from '#lib/db/alert-channels.ts';
import { listLastDeliveries } from '#lib/db/alert-list.ts';
import { listRuleSettings, type StoredRuleSetting } from '#lib/db/alert-settings.ts';
import { database } from '#lib/db/client.ts';
import { findConnectorName } from '#lib/db/connectors.ts';
import {
  ALERT_RULES,
  effectiveRule,
  rulesOf,
  type AlertRule,
} from '#lib/domain/alerts/alert-rules.ts';
import type {
  AlertSettingsView,
  ConnectorRulesView,
  RuleView,
} from '#lib/domain/alerts/alert-view.ts';
import { AppError } from '#lib/domain/errors.ts';
import { toDeliveryView } from '#lib/queries/alerts.ts';
import { requireId } from '#lib/queries/require-id.ts';

/** The rules of the deployment, and the channels. @throws {AppError} `signed-out` or `forbidden` */
export async function getAlertSettings(): Promise<AlertSettingsView> {
  await authorize('alerts.read');
  const db = database();
  const [settings, channels, last] = await Promise.all([
    listRuleSettings(db, { connectorId: null }),
    listAlertChannels(db),
    listLastDeliveries(db),
  ]);
  return {
    rules: ALERT_RULES.map((rule) => {
      const decided = find(settings, rule);
      return { rule, ...effectiveRule(rule, decided), isDecidedHere: decided !== undefined };
    }),
    channels: channels.map((channel) => {
      const delivery = last.get(channel.id);
      return { ...channel, last: delivery === undefined ? null : toDeliveryView(delivery) };
    }),
    hasMail: env().alerts.mail !== undefined,
  };
}

/**
 * The rules as they hold for one connector.
 * @throws {AppError} `signed-out`, `forbidden` or `not-found`
 */
export async function getConnectorRules(connectorId: string): Promise<ConnectorRulesView> {
  await authorize('alerts.read');
  const db = database();
  const id = requireId(connectorId);
  const name = await findConnectorName(db, id);
  if (name === null) throw new AppError('not-found', 'There is no such connector.');
  const [deployment, own] = await Promise.all([
    listRuleSettings(db, { connectorId: null }),
    listRuleSettings(db, { connectorId: id }),
  ]);
  const rules = rulesOf('connector').map((rule): RuleView => {
    const decided = find(own, rule);
    const effective = effectiveRule(rule, find(deployment, rule), decided);
    return { rule, ...effective, isDecidedHere: decided !== undefined };
  });
  return { connector: { id, name }, rules };
}

function find(settings: readonly StoredRuleSetting[], rule: AlertRule) {
  return settings.find((setting) => setting.rule === rule);
}
