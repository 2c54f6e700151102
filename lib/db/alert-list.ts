import type { Database } from '#lib/db/client.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import { alertRules, ALERT_RULES } from '#lib/domain/alerts/alert-rules.ts';
import { ALERTS_PER_PAGE, type AlertSearch } from '#lib/domain/alerts/alert-search.ts';

const columns = {
  id: true,
  rule: true,
  state: true,
  runId: true,
  facts: true,
  openedAt: true,
  endedAt: true,
  acknowledgedBy: true,
  acknowledgedAt: true,
  snoozedUntil: true,
  snoozedBy: true,
  connector: { select: { id: true, name: true } },
} as const;

const states = {
  open: ['open'],
  ended: ['recovered', 'closed'],
  all: ['open', 'recovered', 'closed'],
} as const;

function selects({ state, rule, severity, connector }: AlertSearch): Prisma.AlertWhereInput {
  const rules = ALERT_RULES.filter(
    (name) =>
      (rule === '' || name === rule) && (severity === '' || alertRules[name].severity === severity),
  );
  return {
    state: { in: [...states[state]] },
    rule: { in: rules },
    ...(connector === '' ? {} : { connectorId: connector }),
  };
}

/** A page of alerts: open ones first, of those the newest first. */
export async function listAlertPage(db: Database, search: AlertSearch) {
  return db.alert.findMany({
    where: selects(search),
    orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { openedAt: 'desc' }, { id: 'desc' }],
    skip: (search.page - 1) * ALERTS_PER_PAGE,
    take: ALERTS_PER_PAGE,
    select: columns,
  });
}

export async function countAlerts(db: Database, search: AlertSearch): Promise<number> {
  return db.alert.count({ where: selects(search) });
}

/** Null when there is none, or nobody has been told of it yet. */
export async function findAlert(db: Database, alertId: string) {
  return db.alert.findFirst({
    where: { id: alertId, state: { not: 'pending' } },
    select: columns,
  });
}

const MOST_CONNECTORS = 1_000;

/** Connectors that there are alerts of, by name. */
export async function listAlertedConnectors(db: Database) {
  return db.connector.findMany({
    where: { alerts: { some: { state: { not: 'pending' } } } },
    orderBy: { name: 'asc' },
    take: MOST_CONNECTORS,
    select: { id: true, name: true },
  });
}

const deliveryColumns = {
  id: true,
  event: true,
  state: true,
  attempts: true,
  failure: true,
  detail: true,
  createdAt: true,
  endedAt: true,
  channel: { select: { name: true } },
} as const;

const MOST_DELIVERIES = 100;

/** Messages about the alert, the newest first. */
export async function listDeliveriesOfAlert(db: Database, alertId: string) {
  return db.alertDelivery.findMany({
    where: { alertIds: { has: alertId } },
    orderBy: { id: 'desc' },
    take: MOST_DELIVERIES,
    select: deliveryColumns,
  });
}

/** The newest message to each channel that is not deleted, by the channel's id. */
export async function listLastDeliveries(db: Database) {
  const rows = await db.alertChannel.findMany({
    where: { deletedAt: null },
    select: {
      id: true,
      deliveries: { orderBy: { createdAt: 'desc' }, take: 1, select: deliveryColumns },
    },
  });
  return new Map(rows.map(({ id, deliveries: [last] }) => [id, last]));
}
export type AlertDeliveryRow = Awaited<ReturnType<typeof listDeliveriesOfAlert>>[number];
