import { z } from 'zod';
import { ALERT_RULES, ALERT_SEVERITIES } from '#lib/domain/alerts/alert-rules.ts';

export const ALERTS_PER_PAGE = 25;

export const ALERT_FILTER_STATES = ['open', 'ended', 'all'] as const;

/** What the address of the Alerts page says. Nonsense in it means the default, never an error. */
export const alertSearchSchema = z.object({
  state: z.enum(ALERT_FILTER_STATES).catch('open'),
  rule: z.enum(ALERT_RULES).or(z.literal('')).catch(''),
  severity: z.enum(ALERT_SEVERITIES).or(z.literal('')).catch(''),
  connector: z.uuid().or(z.literal('')).catch(''),
  /** The one that is open over the list. */
  alert: z.uuid().or(z.literal('')).catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type AlertSearch = z.infer<typeof alertSearchSchema>;

export const openAlerts: AlertSearch = alertSearchSchema.parse({});

/** The search as part of an address, `?` included; what is as by default is left out. */
export function alertAddress(search: AlertSearch): string {
  const params = new URLSearchParams();
  if (search.state !== openAlerts.state) params.set('state', search.state);
  for (const name of ['rule', 'severity', 'connector', 'alert'] as const) {
    if (search[name] !== '') params.set(name, search[name]);
  }
  if (search.page !== 1) params.set('page', String(search.page));
  return params.size === 0 ? '' : `?${params.toString()}`;
}

export function hasAlertFilter({ rule, severity, connector }: AlertSearch): boolean {
  return [rule, severity, connector].some((field) => field !== '');
}
