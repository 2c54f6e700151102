import { z } from 'zod';
import type { Database, Transaction } from '#lib/db/client.ts';
import { alertFactsSchema, type AlertFacts } from '#lib/domain/alerts/alert-facts.ts';
import { ALERT_RULES } from '#lib/domain/alerts/alert-rules.ts';
import type { ActiveAlert, AlertChange } from '#lib/domain/alerts/plan-alerts.ts';

const activeAlertSchema = z.object({
  id: z.string(),
  rule: z.enum(ALERT_RULES),
  connectorId: z.string().nullable(),
  state: z.enum(['pending', 'open']),
  seenAt: z.date(),
  runId: z.string().nullable(),
  facts: alertFactsSchema,
});

/** Every alert that is not over. */
export async function listActiveAlerts(db: Transaction): Promise<readonly ActiveAlert[]> {
  const rows = await db.alert.findMany({
    where: { state: { in: ['pending', 'open'] } },
    select: {
      id: true,
      rule: true,
      connectorId: true,
      state: true,
      seenAt: true,
      runId: true,
      facts: true,
    },
  });
  // A rule that an earlier version had and this one has not is nobody's any more.
  return rows.flatMap((row) => activeAlertSchema.safeParse(row).data ?? []);
}

/** How long nobody is to be told of the next alert like it; null when nobody asked for that. */
async function findSnooze(
  transaction: Transaction,
  { rule, connectorId }: Pick<ActiveAlert, 'rule' | 'connectorId'>,
  now: Date,
) {
  return transaction.alert.findFirst({
    where: { rule, connectorId, snoozedUntil: { gt: now } },
    orderBy: { snoozedUntil: 'desc' },
    select: { snoozedUntil: true, snoozedBy: true },
  });
}

type NewAlert = Extract<AlertChange, { kind: 'insert' }>;

/**
 * @returns the id, and whether anybody is to be told; null when another worker has found it first
 */
export async function insertAlert(
  transaction: Transaction,
  { rule, connectorId, runId, facts, state }: NewAlert,
  now: Date,
): Promise<{ readonly id: string; readonly isSnoozed: boolean } | null> {
  const snooze = await findSnooze(transaction, { rule, connectorId }, now);
  const [row] = await transaction.alert.createManyAndReturn({
    data: {
      rule,
      connectorId,
      runId,
      facts,
      state,
      seenAt: now,
      openedAt: state === 'open' ? now : null,
      snoozedUntil: snooze?.snoozedUntil ?? null,
      snoozedBy: snooze?.snoozedBy ?? null,
    },
    // The partial unique index decides, not a look beforehand.
    skipDuplicates: true,
    select: { id: true },
  });
  return row === undefined ? null : { id: row.id, isSnoozed: snooze !== null };
}

type About = { readonly id: string; readonly runId: string | null; readonly facts: AlertFacts };

/** A pending alert has lasted long enough. Null: another worker has said so. */
export async function openAlert(
  transaction: Transaction,
  { id, runId, facts }: About,
  now: Date,
): Promise<{ readonly isSnoozed: boolean } | null> {
  const [row] = await transaction.alert.updateManyAndReturn({
    where: { id, state: 'pending' },
    data: { state: 'open', openedAt: now, runId, facts },
    select: { snoozedUntil: true },
  });
  if (row === undefined) return null;
  return { isSnoozed: row.snoozedUntil !== null && row.snoozedUntil > now };
}

export async function refreshAlert(
  transaction: Transaction,
  { id, runId, facts }: About,
): Promise<void> {
  await transaction.alert.updateMany({ where: { id, state: 'open' }, data: { runId, facts } });
}

/** @returns whether it was still open */
export async function endAlert(
  transaction: Transaction,
  id: string,
  { to, now }: { readonly to: 'recovered' | 'closed'; readonly now: Date },
): Promise<boolean> {
  const { count } = await transaction.alert.updateMany({
    where: { id, state: 'open' },
    data: { state: to, endedAt: now },
  });
  return count === 1;
}

/** Forgets one that passed by before anybody was told. */
export async function dropPendingAlert(transaction: Transaction, id: string): Promise<void> {
  await transaction.alert.deleteMany({ where: { id, state: 'pending' } });
}

/** Null when there is none, or it is over. */
export async function findOpenAlert(db: Transaction, alertId: string) {
  return db.alert.findFirst({
    where: { id: alertId, state: 'open' },
    select: { rule: true, connectorId: true, acknowledgedAt: true },
  });
}

export async function acknowledgeOpenAlert(
  transaction: Transaction,
  alertId: string,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<boolean> {
  const { count } = await transaction.alert.updateMany({
    where: { id: alertId, state: 'open', acknowledgedAt: null },
    data: { acknowledgedBy: by, acknowledgedAt: now },
  });
  return count === 1;
}

/** `until` null: it is told of again. */
export async function snoozeOpenAlert(
  transaction: Transaction,
  alertId: string,
  { by, until }: { readonly by: string; readonly until: Date | null },
): Promise<boolean> {
  const { count } = await transaction.alert.updateMany({
    where: { id: alertId, state: 'open' },
    data: { snoozedUntil: until, snoozedBy: until === null ? null : by },
  });
  return count === 1;
}

/** Open ones that nobody has put off. */
export async function countOpenAlerts(db: Database, now: Date): Promise<number> {
  return db.alert.count({
    where: { state: 'open', OR: [{ snoozedUntil: null }, { snoozedUntil: { lte: now } }] },
  });
}

/** Open alerts that were put off until now, each once: somebody is to be told of them again. */
export async function takeEndedSnoozes(
  transaction: Transaction,
  now: Date,
): Promise<readonly string[]> {
  const rows = await transaction.alert.updateManyAndReturn({
    where: { state: 'open', snoozedUntil: { lte: now } },
    data: { snoozedUntil: null, snoozedBy: null },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
