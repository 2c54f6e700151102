import type { AlertRule } from '#lib/domain/alerts/alert-rules.ts';

/** What an alert is about, as far as its links go. */
export type AlertSubject = {
  readonly rule: AlertRule;
  readonly connectorId: string | null;
  readonly runId: string | null;
};

export type AboutKind = 'run' | 'connector' | 'held-items' | 'consent' | 'alert-settings';

/** The page of what the alert is about: below the portal's address, with what kind of page it is. */
export function aboutPath({ rule, connectorId, runId }: AlertSubject): {
  readonly kind: AboutKind;
  readonly path: string;
} {
  if (rule === 'held-rate' && connectorId !== null) {
    return { kind: 'held-items', path: `/held-items?connector=${connectorId}` };
  }
  if (runId !== null) return { kind: 'run', path: `/runs/${runId}` };
  if (connectorId !== null) {
    return { kind: 'connector', path: `/data-connectors/connectors?connector=${connectorId}` };
  }
  if (rule === 'consent-failing') return { kind: 'consent', path: '/consent' };
  return { kind: 'alert-settings', path: '/settings/alerts' };
}

/** The alert itself. */
export function alertPath(alertId: string): string {
  return `/alerts?state=all&alert=${alertId}`;
}
