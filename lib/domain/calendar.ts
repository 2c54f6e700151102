import { isActiveRunState } from '#lib/domain/runs/run-state.ts';
import { z } from 'zod';

/** So many days go back the charts and calendars of Home, today included. */
const DAYS_SHOWN = 30;

export const CALENDARS_PER_PAGE = 10;

/**
 * How complete a day of a connector is, the worst import deciding: something is missing; something is
 * held; an import is in progress; all is filed and proved; there was no import; there was no connector.
 */
export const DAY_STATES = ['incomplete', 'held', 'running', 'complete', 'none', 'before'] as const;
export type DayState = (typeof DAY_STATES)[number];

export const calendarSchema = z.object({
  /** `yyyy-mm-dd`, UTC, oldest first. */
  days: z.array(z.iso.date()),
  connectors: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      /** One for each day. `runId`: the import that decided, if there was one. */
      states: z.array(z.object({ state: z.enum(DAY_STATES), runId: z.uuid().nullable() })),
    }),
  ),
  /** Connectors of all pages. */
  total: z.int(),
});
export type Calendar = z.infer<typeof calendarSchema>;
type CalendarDay = Calendar['connectors'][number]['states'][number];

export type CalendarRun = {
  readonly id: string;
  readonly connectorId: string;
  readonly state: string;
  readonly createdAt: Date;
  readonly packagesRefused: number;
  readonly failed: number;
  readonly held: number;
};

/** The days up to today, oldest first, as `yyyy-mm-dd` in UTC. */
export function daysUpTo(today: Date, count: number = DAYS_SHOWN): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(today);
    day.setUTCDate(day.getUTCDate() - (count - 1 - index));
    return dayOf(day);
  });
}

/** How each day of a connector stands. `runs` are its own. */
export function calendarOf(
  connector: { readonly createdAt: Date },
  days: readonly string[],
  runs: readonly CalendarRun[],
): readonly CalendarDay[] {
  const byDay = Map.groupBy(runs, ({ createdAt }) => dayOf(createdAt));
  const began = dayOf(connector.createdAt);
  return days.map((day) => {
    const ofDay = byDay.get(day) ?? [];
    if (ofDay.length === 0) return { state: day < began ? 'before' : 'none', runId: null };
    return worstOf(ofDay);
  });
}

function worstOf(runs: readonly CalendarRun[]): CalendarDay {
  const judged = runs.map((run) => ({ state: stateOf(run), runId: run.id }));
  // The later of two that are alike.
  const worst = DAY_STATES.map((state) => judged.findLast((run) => run.state === state));
  return worst.find((run) => run !== undefined) ?? { state: 'none', runId: null };
}

function stateOf({ state, packagesRefused, failed, held }: CalendarRun): DayState {
  if (isActiveRunState(state)) return 'running';
  if (state !== 'completed' || packagesRefused > 0 || failed > 0) return 'incomplete';
  return held > 0 ? 'held' : 'complete';
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 'yyyy-mm-dd'.length);
}
