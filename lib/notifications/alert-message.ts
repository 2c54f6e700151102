import type { AlertFacts } from '#lib/domain/alerts/alert-facts.ts';
import { aboutPath, alertPath } from '#lib/domain/alerts/alert-path.ts';
import type { AlertEvent } from '#lib/domain/alerts/alert-channel.ts';
import { alertRules, type AlertRule, type AlertSeverity } from '#lib/domain/alerts/alert-rules.ts';
import type { AlertWords } from '#lib/notifications/alert-words.ts';

/** An alert to tell of. */
export type AlertToTell = {
  readonly id: string;
  readonly rule: AlertRule;
  readonly runId: string | null;
  readonly facts: AlertFacts;
  readonly openedAt: Date | null;
  readonly endedAt: Date | null;
  readonly connector: { readonly id: string; readonly name: string; readonly kind: string } | null;
};

type Line = {
  readonly alert: AlertToTell;
  readonly severity: AlertSeverity;
  readonly severityWord: string;
  /** The connector's name, or the words for the deployment. */
  readonly subject: string;
  readonly sentence: string;
  /** Since when it was wrong and, of a recovery, until when. */
  readonly times: string;
  readonly about: { readonly label: string; readonly url: string };
  readonly alertUrl: string;
};

/** What a message says in whatever form it is sent. */
export type AlertMessage = {
  readonly event: AlertEvent;
  readonly language: string;
  readonly title: string;
  readonly intro: string;
  /** Never more than {@link MOST_LINES}. */
  readonly lines: readonly Line[];
  /** Of all alerts, those beyond the lines included. */
  readonly count: number;
  /** How many alerts there are besides these. */
  readonly more: string | null;
  readonly portalUrl: string;
  readonly openLabel: string;
  readonly footer: string;
};

/** Teams takes 28 KB; and nobody reads more. */
const MOST_LINES = 20;

export function describeAlerts(
  words: AlertWords,
  message: {
    readonly event: AlertEvent;
    readonly alerts: readonly AlertToTell[];
    readonly portalUrl: string;
  },
): AlertMessage {
  const { event, alerts, portalUrl } = message;
  const lines = alerts.slice(0, MOST_LINES).map((alert) => describe(alert));
  const count = alerts.length;
  return {
    event,
    language: words.language,
    title: words.say(event, { count, subject: lines[0]?.subject ?? '' }),
    intro: words.say(`${event}Intro`, { count }),
    lines,
    count,
    more: count > lines.length ? words.say('more', { count: count - lines.length }) : null,
    portalUrl: `${portalUrl}/alerts`,
    openLabel: words.say('open'),
    footer: words.say('footer'),
  };

  function describe(alert: AlertToTell): Line {
    const { rule, runId, facts, connector, openedAt, endedAt } = alert;
    const { severity } = alertRules[rule];
    const { kind, path } = aboutPath({ rule, runId, connectorId: connector?.id ?? null });
    const times = [
      openedAt === null ? '' : words.say('since', { time: words.time(openedAt) }),
      endedAt === null ? '' : words.say('ended', { time: words.time(endedAt) }),
    ];
    return {
      alert,
      severity,
      severityWord: words.severity(severity),
      subject: connector?.name ?? words.say('deployment'),
      sentence: words.sentence(rule, facts),
      times: times.filter(Boolean).join(' '),
      about: { label: words.about(kind), url: portalUrl + path },
      alertUrl: portalUrl + alertPath(alert.id),
    };
  }
}
