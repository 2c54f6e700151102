import {
  alertFactsSchema,
  type AlertFacts,
  type DeploymentFacts,
  type Judgement,
} from '#lib/domain/alerts/alert-facts.ts';
import { rulesOf, type AlertRule, type EffectiveRule } from '#lib/domain/alerts/alert-rules.ts';

/** Codes of lib/domain/errors by which Microsoft refuses the application as a whole. */
export const CONSENT_REFUSALS: ReadonlySet<string> = new Set([
  'consent-missing',
  'graph-access-denied',
  'graph-sign-in-refused',
  'client-secret-refused',
  'microsoft-sign-in-refused',
]);

const GIGABYTE = 1e9;

/** What each rule says of the deployment. A rule that is off says nothing at all. */
export function judgeDeployment(
  facts: DeploymentFacts,
  ruleOf: (rule: AlertRule) => EffectiveRule,
): readonly Judgement[] {
  return rulesOf('deployment').flatMap((rule) => {
    const { isOn, parameters } = ruleOf(rule);
    if (!isOn) return [];
    const found = rule === 'disk-low' ? diskLow(facts, parameters.rate) : consentFailing(facts);
    return {
      rule,
      connectorId: null,
      runId: null,
      afterMinutes: 0,
      outcome: found === null ? 'fine' : 'firing',
      facts: alertFactsSchema.parse(found ?? {}),
    };
  });
}

function diskLow(
  { disk, isStagingFull }: DeploymentFacts,
  rate: number,
): Partial<AlertFacts> | null {
  const { freeBytes, totalBytes } = disk;
  const percent = totalBytes === 0 ? 100 : (freeBytes / totalBytes) * 100;
  if (percent >= rate && !isStagingFull) return null;
  return {
    percent: Math.round(percent),
    count: Math.round((freeBytes / GIGABYTE) * 10) / 10,
    total: Math.round((totalBytes / GIGABYTE) * 10) / 10,
  };
}

function consentFailing(facts: DeploymentFacts): Partial<AlertFacts> | null {
  const { isConsentMissing, consentRefusal } = facts;
  if (isConsentMissing) return { code: 'consent-missing' };
  return consentRefusal === null ? null : { code: consentRefusal };
}
