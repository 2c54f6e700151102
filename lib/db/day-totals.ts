import type { Transaction } from '#lib/db/client.ts';
import type { DayTotal } from '#lib/domain/home-view.ts';

/** Totals of the days from `since` on (`yyyy-mm-dd`), oldest first; days without a run are left out. */
export async function listDayTotals(db: Transaction, since: string): Promise<readonly DayTotal[]> {
  const rows = await db.dayTotal.findMany({
    where: { day: { gte: new Date(`${since}T00:00:00Z`) } },
    orderBy: { day: 'asc' },
  });
  return rows.map(({ day, runs, notGreen, ...items }) => ({
    day: day.toISOString().slice(0, 'yyyy-mm-dd'.length),
    runs,
    notGreen,
    imported: Number(items.imported),
    partiallyImported: Number(items.partiallyImported),
    skipped: Number(items.skipped),
    failed: Number(items.failed),
    held: Number(items.held),
  }));
}

/** Imports in progress, and those that are due before `until`. */
export async function countImportsToCome(
  db: Transaction,
  until: Date,
): Promise<{ readonly active: number; readonly due: number }> {
  const [row] = await db.$queryRaw<{ active: number; due: number }[]>`
    SELECT
      (SELECT count(*)::int FROM runs
       WHERE state IN ('queued', 'fetching', 'delivering', 'reconciling')) AS active,
      (SELECT count(*)::int FROM connectors
       WHERE state = 'active' AND next_run_at < ${until}) AS due`;
  return row ?? { active: 0, due: 0 };
}
