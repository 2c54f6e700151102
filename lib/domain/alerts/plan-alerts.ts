import type { AlertFacts, Judgement } from '#lib/domain/alerts/alert-facts.ts';
import type { AlertRule } from '#lib/domain/alerts/alert-rules.ts';

/**
 * The life of an alert. A pending one has not lasted long enough yet to tell anybody; a recovered one
 * is mended; a closed one is over because its rule was turned off or its connector deleted.
 */
export const ALERT_STATES = ['pending', 'open', 'recovered', 'closed'] as const;

/** An alert that is not over. */
export type ActiveAlert = {
  readonly id: string;
  readonly rule: AlertRule;
  readonly connectorId: string | null;
  readonly state: 'pending' | 'open';
  /** When it was first firing. */
  readonly seenAt: Date;
  readonly runId: string | null;
  readonly facts: AlertFacts;
};

type About = Pick<Judgement, 'runId' | 'facts'>;

export type AlertChange =
  | ({
      readonly kind: 'insert';
      readonly state: 'pending' | 'open';
      readonly rule: AlertRule;
      readonly connectorId: string | null;
    } & About)
  | ({ readonly kind: 'open' | 'refresh'; readonly id: string } & About)
  | { readonly kind: 'recover' | 'close' | 'drop'; readonly id: string };

const MINUTE_MS = 60_000;

/**
 * What becomes of the alerts after a look: each pair of rule and connector has one at most, and what
 * nobody judges any more is over without a word.
 */
export function planAlerts(
  active: readonly ActiveAlert[],
  judgements: readonly Judgement[],
  now: Date,
): readonly AlertChange[] {
  const byKey = new Map(active.map((alert) => [keyOf(alert), alert]));
  const changes = judgements.flatMap((judgement) => {
    const alert = byKey.get(keyOf(judgement));
    byKey.delete(keyOf(judgement));
    return changeOf(alert, judgement, now) ?? [];
  });
  const forgotten = [...byKey.values()].map(
    ({ id, state }) => ({ kind: state === 'pending' ? 'drop' : 'close', id }) as const,
  );
  return [...changes, ...forgotten];
}

function changeOf(
  alert: ActiveAlert | undefined,
  judgement: Judgement,
  now: Date,
): AlertChange | null {
  const { rule, connectorId, outcome, runId, facts, afterMinutes } = judgement;
  if (outcome === 'unknown') return null;
  if (outcome === 'fine') {
    if (alert === undefined) return null;
    return { kind: alert.state === 'pending' ? 'drop' : 'recover', id: alert.id };
  }
  if (alert === undefined) {
    const state = afterMinutes > 0 ? 'pending' : 'open';
    return { kind: 'insert', state, rule, connectorId, runId, facts };
  }
  const { id } = alert;
  if (alert.state === 'pending') {
    const isLong = now.getTime() - alert.seenAt.getTime() >= afterMinutes * MINUTE_MS;
    return isLong ? { kind: 'open', id, runId, facts } : null;
  }
  return isSame(alert, judgement) ? null : { kind: 'refresh', id, runId, facts };
}

function isSame(one: About, other: About): boolean {
  const { count, total, percent, time, code } = one.facts;
  const facts = other.facts;
  return (
    one.runId === other.runId &&
    count === facts.count &&
    total === facts.total &&
    percent === facts.percent &&
    time === facts.time &&
    code === facts.code
  );
}

function keyOf({ rule, connectorId }: Pick<Judgement, 'rule' | 'connectorId'>): string {
  return `${rule} ${connectorId ?? ''}`;
}
