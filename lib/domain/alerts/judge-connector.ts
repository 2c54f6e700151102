import { DateTime } from 'luxon';
import {
  alertFactsSchema,
  type AlertFacts,
  type ConnectorFacts,
  type Judgement,
} from '#lib/domain/alerts/alert-facts.ts';
import {
  rulesOf,
  type AlertParameters,
  type AlertRule,
  type EffectiveRule,
} from '#lib/domain/alerts/alert-rules.ts';
import { CONSENT_REFUSALS } from '#lib/domain/alerts/judge-deployment.ts';
import { usualItems } from '#lib/domain/alerts/usual-items.ts';
import type { Finding } from '#lib/domain/runs/check-books.ts';

const FRIDAY = 5;

const COUNT_FINDINGS: ReadonlySet<Finding['code']> = new Set([
  'items-differ-from-manifests',
  'counters-do-not-add-up',
]);

type Verdict = Pick<Judgement, 'outcome'> &
  Partial<Pick<Judgement, 'runId' | 'afterMinutes'>> & { readonly facts?: Partial<AlertFacts> };

type Case = {
  readonly facts: ConnectorFacts;
  readonly parameters: AlertParameters;
  readonly now: Date;
};

const UNKNOWN: Verdict = { outcome: 'unknown' };
const FINE: Verdict = { outcome: 'fine' };

/** What each rule says of a connector. A rule that is off says nothing at all. */
export function judgeConnector(
  facts: ConnectorFacts,
  ruleOf: (rule: AlertRule) => EffectiveRule,
  now: Date,
): readonly Judgement[] {
  return rulesOf('connector').flatMap((rule) => {
    const { isOn, parameters } = ruleOf(rule);
    if (!isOn) return [];
    const verdict = verdicts[rule]?.({ facts, parameters, now }) ?? UNKNOWN;
    return {
      runId: null,
      afterMinutes: 0,
      ...verdict,
      rule,
      connectorId: facts.connectorId,
      facts: alertFactsSchema.parse(verdict.facts ?? {}),
    };
  });
}

const verdicts: Partial<Record<AlertRule, (of: Case) => Verdict>> = {
  'no-package': noPackage,
  'far-less': farLess,
  'run-failed': ({ facts: { lastRun } }) =>
    lastRun === null ? UNKNOWN : firing(lastRun.state === 'failed', lastRun.runId),
  'not-reconciled': (of) =>
    byFindings(of, (findings, state) => {
      const others = findings.filter(
        ({ code }) => code !== 'package-refused' && !COUNT_FINDINGS.has(code),
      );
      const isUnexplained = state === 'not-reconciled' && findings.length === 0;
      return { isFiring: others.length > 0 || isUnexplained, facts: { count: others.length } };
    }),
  'counts-differ': (of) =>
    byFindings(of, (findings) => {
      const differing = findings.find(({ code }) => COUNT_FINDINGS.has(code));
      const { found = 0, expected = 0 } = differing ?? {};
      return { isFiring: differing !== undefined, facts: { count: found, total: expected } };
    }),
  'package-refused': (of) =>
    byFindings(of, () => {
      const count = of.facts.lastRun?.packagesRefused ?? 0;
      return { isFiring: count > 0, facts: { count } };
    }),
  'failure-rate': (of) => byRate(of, of.facts.lastRun?.failed ?? 0),
  'held-rate': (of) => byRate(of, of.facts.lastRun?.held ?? 0),
  'source-failing': ({ facts: { sourceStatus }, parameters: { minutes } }) => ({
    outcome: sourceStatus === 'connected' ? 'fine' : 'firing',
    // A network comes back by itself; nothing else of this does.
    afterMinutes: sourceStatus === 'unreachable' ? minutes : 0,
    facts: { code: sourceStatus },
  }),
  'run-waiting': ({ facts: { waiting, sourceStatus }, parameters: { minutes } }) => {
    // The source, consent and a pause speak for themselves.
    const isOther =
      waiting !== null &&
      sourceStatus === 'connected' &&
      waiting.code !== 'connector-paused' &&
      !CONSENT_REFUSALS.has(waiting.code);
    if (!isOther) return FINE;
    return {
      outcome: 'firing',
      runId: waiting.runId,
      afterMinutes: minutes,
      facts: { code: waiting.code },
    };
  },
};

function noPackage({ facts, parameters: { by, days }, now }: Case): Verdict {
  if (facts.today.packages > 0) return FINE;
  const { time, date, isAfterWorkingDay } = localDay(facts, now);
  // Whoever has just been set up has nothing to bring yet.
  const isNew = DateTime.fromJSDate(facts.createdAt, { zone: facts.timeZone }).toISODate() === date;
  const isExpected = days === 'every-day' || isAfterWorkingDay;
  if (facts.isPaused || isNew || !isExpected || time < by) return UNKNOWN;
  return { outcome: 'firing', facts: { time: by } };
}

function farLess({ facts, parameters: { by, share, leastItems }, now }: Case): Verdict {
  const usual = usualItems(facts.usual);
  if (usual === null || usual < leastItems || facts.isPaused) return UNKNOWN;
  const { items, packages } = facts.today;
  const percent = Math.round((items / usual) * 100);
  if (items >= (usual * share) / 100) return FINE;
  const { time, isAfterWorkingDay } = localDay(facts, now);
  // That nothing came at all on such a day is what `no-package` says.
  if (time < by || (packages === 0 && isAfterWorkingDay)) return UNKNOWN;
  return { outcome: 'firing', facts: { count: items, total: Math.round(usual), percent } };
}

function localDay({ timeZone }: ConnectorFacts, now: Date) {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  return {
    time: local.toFormat('HH:mm'),
    date: local.toISODate(),
    // What comes today is about yesterday.
    isAfterWorkingDay: local.minus({ days: 1 }).weekday <= FRIDAY,
  };
}

function byFindings(
  { facts: { lastRun } }: Case,
  look: (
    findings: readonly Finding[],
    state: string,
  ) => { readonly isFiring: boolean; readonly facts: Partial<AlertFacts> },
): Verdict {
  if (lastRun === null) return UNKNOWN;
  const { isFiring, facts } = look(lastRun.findings, lastRun.state);
  return { ...firing(isFiring, lastRun.runId), facts };
}

function byRate(
  { facts: { lastRun }, parameters: { rate, leastItems } }: Case,
  count: number,
): Verdict {
  if (lastRun === null) return UNKNOWN;
  const { availableForImport: total, runId } = lastRun;
  if (total < leastItems) return count === 0 && total > 0 ? FINE : UNKNOWN;
  const percent = (count / total) * 100;
  const rounded = Math.round(percent * 10) / 10;
  return { ...firing(percent > rate, runId), facts: { count, total, percent: rounded } };
}

function firing(isFiring: boolean, runId: string): Verdict {
  return { outcome: isFiring ? 'firing' : 'fine', runId };
}
