import { z } from 'zod';

/**
 * The rules of what is alerted, and all that is to be decided about them. Each has its words in
 * lib/messages/<locale>/alerts.json and is judged by judge-connector.ts or judge-deployment.ts.
 * docs/alerts.md explains them to an operator.
 */
export const ALERT_RULES = [
  'no-package',
  'far-less',
  'run-failed',
  'not-reconciled',
  'counts-differ',
  'package-refused',
  'failure-rate',
  'held-rate',
  'source-failing',
  'run-waiting',
  'consent-failing',
  'disk-low',
] as const;
export type AlertRule = (typeof ALERT_RULES)[number];

export const ALERT_SEVERITIES = ['critical', 'warning'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

export const EXPECTED_DAYS = ['working-days', 'every-day'] as const;

const percent = z.coerce.number('number-wrong').min(0.1, 'number-wrong').max(100, 'number-wrong');
const minutes = z.coerce.number('number-wrong').int('number-wrong').min(0, 'number-wrong');
const count = z.coerce.number('number-wrong').int('number-wrong').min(1, 'number-wrong');

/** What can be set of a rule; messages are codes of `alerts.fields`. */
export const alertParametersSchema = z.object({
  /** Time of day in the connector's zone. */
  by: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'time-wrong'),
  /** `working-days`: packages about Monday to Friday, which come a day later. */
  days: z.enum(EXPECTED_DAYS),
  /** Percent. */
  share: percent,
  /** Percent. */
  rate: percent,
  /** Fewer items than this say nothing. */
  leastItems: count.max(1_000_000, 'number-wrong'),
  /** How long it has to last. */
  minutes: minutes.max(10_080, 'number-wrong'),
});
export type AlertParameters = z.infer<typeof alertParametersSchema>;
export type AlertParameterName = keyof AlertParameters;

/** Of a parameter that a rule does not use, which nobody sees. */
const unused: AlertParameters = {
  by: '18:00',
  days: 'working-days',
  share: 30,
  rate: 5,
  leastItems: 20,
  minutes: 0,
};

type Rule = {
  /** What it is judged of. */
  readonly scope: 'connector' | 'deployment';
  readonly severity: AlertSeverity;
  /** Those it uses, as they are unless an admin decides otherwise. */
  readonly parameters: Partial<AlertParameters>;
};

/** The second look at the source is at 17:00 by default: what comes that day has come by 18:00. */
export const alertRules: Readonly<Record<AlertRule, Rule>> = {
  'no-package': {
    scope: 'connector',
    severity: 'critical',
    parameters: { by: '18:00', days: 'working-days' },
  },
  'far-less': {
    scope: 'connector',
    severity: 'warning',
    parameters: { by: '18:00', share: 30, leastItems: 20 },
  },
  'run-failed': { scope: 'connector', severity: 'critical', parameters: {} },
  'not-reconciled': { scope: 'connector', severity: 'critical', parameters: {} },
  'counts-differ': { scope: 'connector', severity: 'critical', parameters: {} },
  'package-refused': { scope: 'connector', severity: 'critical', parameters: {} },
  'failure-rate': {
    scope: 'connector',
    severity: 'critical',
    parameters: { rate: 1, leastItems: 20 },
  },
  'held-rate': { scope: 'connector', severity: 'warning', parameters: { rate: 5, leastItems: 20 } },
  'source-failing': { scope: 'connector', severity: 'critical', parameters: { minutes: 15 } },
  'run-waiting': { scope: 'connector', severity: 'warning', parameters: { minutes: 60 } },
  'consent-failing': { scope: 'deployment', severity: 'critical', parameters: {} },
  'disk-low': { scope: 'deployment', severity: 'critical', parameters: { rate: 10 } },
};

/** The rules of one connector, or those of the deployment as a whole. */
export function rulesOf(scope: Rule['scope']): readonly AlertRule[] {
  return ALERT_RULES.filter((rule) => alertRules[rule].scope === scope);
}

export function parametersOf(rule: AlertRule): readonly AlertParameterName[] {
  return alertParametersSchema
    .keyof()
    .options.filter((name) => name in alertRules[rule].parameters);
}

/** What an admin decided about a rule. */
export const alertRuleSettingSchema = z.object({
  rule: z.enum(ALERT_RULES),
  isOn: z.boolean(),
  parameters: alertParametersSchema.partial(),
});
export type AlertRuleSetting = z.infer<typeof alertRuleSettingSchema>;

/** A rule as it holds. */
export type EffectiveRule = { readonly isOn: boolean; readonly parameters: AlertParameters };

/** The deployment's decision goes before the rule's own figures, and the connector's before both. */
export function effectiveRule(
  rule: AlertRule,
  deployment: AlertRuleSetting | undefined,
  connector?: AlertRuleSetting,
): EffectiveRule {
  return {
    isOn: connector?.isOn ?? deployment?.isOn ?? true,
    parameters: alertParametersSchema.parse({
      ...unused,
      ...alertRules[rule].parameters,
      ...deployment?.parameters,
      ...connector?.parameters,
    }),
  };
}
