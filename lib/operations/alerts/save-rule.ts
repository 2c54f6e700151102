import { deleteRuleSetting, saveRuleSetting } from '#lib/db/alert-settings.ts';
import { writeAuditEntry } from '#lib/db/audit.ts';
import { findConnectorSchedule } from '#lib/db/connector-state.ts';
import {
  alertRules,
  parametersOf,
  type AlertRule,
  type AlertRuleSetting,
} from '#lib/domain/alerts/alert-rules.ts';
import type { AuditActor } from '#lib/domain/audit/audit-entry.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { Services } from '#lib/operations/services.ts';

type RuleChange = {
  readonly rule: AlertRule;
  /** Null for the deployment. */
  readonly connectorId: string | null;
  /** Null: nothing is decided here any more. */
  readonly setting: Pick<AlertRuleSetting, 'isOn' | 'parameters'> | null;
  readonly actor: AuditActor;
};

/**
 * Decides about a rule, for the deployment or one connector. It holds from the next look on, within a
 * minute.
 * @throws {AppError} `not-found` for a connector that does not exist, or a rule that is not of one
 */
export async function saveRule(services: Services, change: RuleChange): Promise<void> {
  const { db, queue, auditKey, now } = services;
  const { rule, connectorId, setting, actor } = change;
  await db.$transaction(async (transaction) => {
    if (connectorId !== null) {
      const isOfConnector = alertRules[rule].scope === 'connector';
      const connector = await findConnectorSchedule(transaction, connectorId);
      if (!isOfConnector || connector === null) {
        throw new AppError('not-found', 'This connector does not exist.');
      }
    }
    const parameters = setting === null ? {} : onlyUsed(rule, setting.parameters);
    if (setting === null) await deleteRuleSetting(transaction, connectorId, rule);
    else {
      await saveRuleSetting(transaction, connectorId, { rule, isOn: setting.isOn, parameters });
    }
    await queue.enqueue(transaction, 'alerts.evaluate', {});
    const settings =
      setting === null ? null : JSON.stringify({ isOn: setting.isOn, ...parameters });
    await writeAuditEntry(transaction, auditKey, {
      at: now(),
      actor,
      action: 'alert-rule-changed',
      connectorId,
      subjects: {},
      details: { rule, settings },
    });
  });
}

function onlyUsed(
  rule: AlertRule,
  parameters: AlertRuleSetting['parameters'],
): AlertRuleSetting['parameters'] {
  const used = parametersOf(rule);
  return Object.fromEntries(
    Object.entries(parameters).filter(([name]) => used.some((own) => own === name)),
  );
}
