import type { Transaction } from '#lib/db/client.ts';
import {
  alertRuleSettingSchema,
  type AlertRule,
  type AlertRuleSetting,
} from '#lib/domain/alerts/alert-rules.ts';

const columns = { rule: true, isOn: true, parameters: true } as const;

export type StoredRuleSetting = AlertRuleSetting & { readonly connectorId: string | null };

/** What admins decided: for the deployment and every connector, or for one of them. */
export async function listRuleSettings(
  db: Transaction,
  of?: { readonly connectorId: string | null },
): Promise<readonly StoredRuleSetting[]> {
  const rows = await db.alertRuleSetting.findMany({
    where: of ?? {},
    select: { ...columns, connectorId: true },
  });
  // A rule or a figure that an earlier version had is as if nobody had decided.
  return rows.flatMap(({ connectorId, ...row }) => {
    const setting = alertRuleSettingSchema.safeParse(row).data;
    return setting === undefined ? [] : { ...setting, connectorId };
  });
}

/** Replaces what was decided. */
export async function saveRuleSetting(
  transaction: Transaction,
  connectorId: string | null,
  setting: AlertRuleSetting,
): Promise<void> {
  await deleteRuleSetting(transaction, connectorId, setting.rule);
  const { rule, isOn, parameters } = setting;
  await transaction.alertRuleSetting.create({ data: { rule, isOn, parameters, connectorId } });
}

export async function deleteRuleSetting(
  transaction: Transaction,
  connectorId: string | null,
  rule: AlertRule,
): Promise<void> {
  await transaction.alertRuleSetting.deleteMany({ where: { connectorId, rule } });
}
