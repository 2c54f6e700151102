import type { Transaction } from '#lib/db/client.ts';
import type { CalendarRun } from '#lib/domain/calendar.ts';

/** What a calendar says of the runs of these connectors that began since then, replays aside. */
export async function listCalendarRuns(
  db: Transaction,
  connectorIds: readonly string[],
  since: Date,
): Promise<readonly CalendarRun[]> {
  return db.run.findMany({
    where: {
      connectorId: { in: [...connectorIds] },
      createdAt: { gte: since },
      trigger: { not: 'replay' },
    },
    orderBy: { createdAt: 'asc' },
    select: {
      id: true,
      connectorId: true,
      state: true,
      createdAt: true,
      packagesRefused: true,
      failed: true,
      held: true,
    },
  });
}
