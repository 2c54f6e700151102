import 'server-only';
import { authorize } from '#lib/auth/session.ts';
import {
  countAlerts,
  findAlert,
  listAlertedConnectors,
  listAlertPage,
  listDeliveriesOfAlert,
  type AlertDeliveryRow,
} from '#lib/db/alert-list.ts';
import { countOpenAlerts } from '#lib/db/alerts.ts';
import { database } from '#lib/db/client.ts';
import { alertRules, ALERT_RULES } from '#lib/domain/alerts/alert-rules.ts';
import type { AlertSearch } from '#lib/domain/alerts/alert-search.ts';
import {
  alertDeliveryViewSchema,
  alertDetailsSchema,
  alertPageSchema,
  type AlertDeliveryView,
  type AlertDetails,
  type AlertPage,
} from '#lib/domain/alerts/alert-view.ts';
import { AppError } from '#lib/domain/errors.ts';
import { requireId } from '#lib/queries/require-id.ts';

/** A page of alerts, open ones first. @throws {AppError} `signed-out` or `forbidden` */
export async function listAlerts(search: AlertSearch): Promise<AlertPage> {
  await authorize('alerts.read');
  const db = database();
  const [rows, total, connectors] = await Promise.all([
    listAlertPage(db, search),
    countAlerts(db, search),
    listAlertedConnectors(db),
  ]);
  const now = new Date();
  return alertPageSchema.parse({ alerts: rows.map((row) => toView(row, now)), total, connectors });
}

/**
 * One alert and who was told of it.
 * @throws {AppError} `signed-out`, `forbidden` or `not-found`
 */
export async function getAlert(alertId: string): Promise<AlertDetails> {
  await authorize('alerts.read');
  const db = database();
  const row = await findAlert(db, requireId(alertId));
  if (row === null) throw new AppError('not-found', 'There is no such alert.');
  const deliveries = await listDeliveriesOfAlert(db, row.id);
  return alertDetailsSchema.parse({
    ...toView(row, new Date()),
    deliveries: deliveries.map((delivery) => toDeliveryView(delivery)),
  });
}

/** How many alerts are open and not put off. @throws {AppError} `signed-out` or `forbidden` */
export async function getAlertCount(): Promise<{ readonly open: number }> {
  await authorize('alerts.read');
  return { open: await countOpenAlerts(database(), new Date()) };
}

type AlertRow = Awaited<ReturnType<typeof listAlertPage>>[number];

function toView(row: AlertRow, now: Date) {
  const rule = ALERT_RULES.find((name) => name === row.rule);
  const isSnoozed = row.snoozedUntil !== null && row.snoozedUntil > now;
  return {
    ...row,
    severity: rule === undefined ? 'warning' : alertRules[rule].severity,
    openedAt: row.openedAt?.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    snoozedUntil: isSnoozed ? row.snoozedUntil?.toISOString() : null,
    snoozedBy: isSnoozed ? row.snoozedBy : null,
  };
}

/** A message to a channel, as it is shown. */
export function toDeliveryView({ channel, ...row }: AlertDeliveryRow): AlertDeliveryView {
  return alertDeliveryViewSchema.parse({
    ...row,
    channelName: channel.name,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  });
}
