import { statfs } from 'node:fs/promises';
import { listConnectorFacts, listWaitingReasons } from '#lib/db/alert-facts.ts';
import { listRuleSettings, type StoredRuleSetting } from '#lib/db/alert-settings.ts';
import {
  dropPendingAlert,
  endAlert,
  insertAlert,
  listActiveAlerts,
  openAlert,
  refreshAlert,
  takeEndedSnoozes,
} from '#lib/db/alerts.ts';
import { isConsentMissing } from '#lib/db/attention.ts';
import type { Transaction } from '#lib/db/client.ts';
import type { DeploymentFacts, Judgement } from '#lib/domain/alerts/alert-facts.ts';
import { effectiveRule, type AlertRule } from '#lib/domain/alerts/alert-rules.ts';
import { judgeConnector } from '#lib/domain/alerts/judge-connector.ts';
import { CONSENT_REFUSALS, judgeDeployment } from '#lib/domain/alerts/judge-deployment.ts';
import { planAlerts, type AlertChange } from '#lib/domain/alerts/plan-alerts.ts';
import { jobKey } from '#lib/domain/jobs.ts';
import { tellChannels } from '#lib/operations/alerts/tell-channels.ts';
import type { AlertServices } from '#lib/operations/alerts/alert-services.ts';

/**
 * Looks at everything once, and opens, refreshes and ends alerts by what the rules say. One look at a
 * time; what it finds and the messages about it are in one transaction.
 */
export async function evaluateAlerts(services: AlertServices): Promise<void> {
  const { db, locks, now, logger } = services;
  await locks.withLock(jobKey('alerts.evaluate', {}), async () => {
    const at = now();
    const judgements = await judgeAll(services, at);
    const changes = planAlerts(await listActiveAlerts(db), judgements, at);
    await db.$transaction(async (transaction) => {
      const opened: string[] = [...(await takeEndedSnoozes(transaction, at))];
      const recovered: string[] = [];
      for (const change of changes) {
        const done = await apply(transaction, change, at);
        if (done?.event === 'opened') opened.push(done.id);
        if (done?.event === 'recovered') recovered.push(done.id);
      }
      await tellChannels(services, transaction, { event: 'opened', alertIds: opened });
      await tellChannels(services, transaction, { event: 'recovered', alertIds: recovered });
      if (opened.length + recovered.length > 0) {
        logger.info({ opened, recovered }, 'alerts');
      }
    });
  });
}

async function judgeAll(services: AlertServices, at: Date): Promise<readonly Judgement[]> {
  const { db } = services;
  const [settings, connectors, deployment] = await Promise.all([
    listRuleSettings(db),
    listConnectorFacts(db, at),
    readDeploymentFacts(services),
  ]);
  const byKey = new Map(settings.map((setting) => [keyOf(setting), setting]));
  const ruleOf = (rule: AlertRule, connectorId: string | null) =>
    effectiveRule(
      rule,
      byKey.get(keyOf({ rule, connectorId: null })),
      connectorId === null ? undefined : byKey.get(keyOf({ rule, connectorId })),
    );
  return [
    ...judgeDeployment(deployment, (rule) => ruleOf(rule, null)),
    ...connectors.flatMap((facts) =>
      judgeConnector(facts, (rule) => ruleOf(rule, facts.connectorId), at),
    ),
  ];
}

async function readDeploymentFacts({
  db,
  tenantId,
  permissions,
  evidence,
}: AlertServices): Promise<DeploymentFacts> {
  const [isMissing, reasons, disk] = await Promise.all([
    isConsentMissing(db, { tenantId, permissions }),
    listWaitingReasons(db),
    diskOf(evidence.directory),
  ]);
  return {
    isConsentMissing: isMissing,
    consentRefusal: reasons.find((code) => CONSENT_REFUSALS.has(code)) ?? null,
    isStagingFull: reasons.includes('staging-full'),
    disk,
  };
}

/** Of a directory that may not be there yet. */
async function diskOf(directory: string): Promise<DeploymentFacts['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(directory);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return { freeBytes: 0, totalBytes: 0 };
  }
}

type Told = { readonly id: string; readonly event: 'opened' | 'recovered' };

/** @returns what is to be told */
async function apply(
  transaction: Transaction,
  change: AlertChange,
  now: Date,
): Promise<Told | null> {
  switch (change.kind) {
    case 'insert': {
      const alert = await insertAlert(transaction, change, now);
      const isTold = alert !== null && change.state === 'open' && !alert.isSnoozed;
      return isTold ? { id: alert.id, event: 'opened' } : null;
    }
    case 'open': {
      const alert = await openAlert(transaction, change, now);
      return alert === null || alert.isSnoozed ? null : { id: change.id, event: 'opened' };
    }
    case 'refresh':
      await refreshAlert(transaction, change);
      return null;
    case 'recover': {
      const isEnded = await endAlert(transaction, change.id, { to: 'recovered', now });
      return isEnded ? { id: change.id, event: 'recovered' } : null;
    }
    case 'close':
      await endAlert(transaction, change.id, { to: 'closed', now });
      return null;
    case 'drop':
      await dropPendingAlert(transaction, change.id);
      return null;
  }
}

function keyOf({ rule, connectorId }: Pick<StoredRuleSetting, 'rule' | 'connectorId'>): string {
  return `${rule} ${connectorId ?? ''}`;
}
