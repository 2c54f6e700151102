import type { Transaction } from '#lib/db/client.ts';
import {
  addPoint,
  emptyCurve,
  progressCurveSchema,
  type ProgressCurve,
} from '#lib/domain/runs/progress-curve.ts';

type Standing = {
  readonly fetchStartedAt: Date | null;
  readonly itemsRead: number;
  readonly delivered: number;
  readonly curve: unknown;
};

/**
 * Adds where the run stands to its curve, once a second at most unless it is the end of a stage. Of two
 * workers that do so at the same moment one is lost, which nobody sees.
 */
export async function recordCurvePoint(
  db: Transaction,
  runId: string,
  { now, isEndOfStage = false }: { readonly now: Date; readonly isEndOfStage?: boolean },
): Promise<void> {
  const [run] = await db.$queryRaw<Standing[]>`
    SELECT runs.fetch_started_at AS "fetchStartedAt", runs.items_available AS "itemsRead",
      runs.imported + runs.partially_imported AS delivered, run_curves.curve
    FROM runs LEFT JOIN run_curves ON run_curves.run_id = runs.id
    WHERE runs.id = ${runId}::uuid`;
  if (run === undefined || run.fetchStartedAt === null) return;
  const { fetchStartedAt, itemsRead, delivered } = run;
  const second = Math.max(0, Math.round((now.getTime() - fetchStartedAt.getTime()) / 1000));
  const curve = parseCurve(run.curve) ?? emptyCurve;
  const newest = curve.points.at(-1)?.second ?? -1;
  if (!isEndOfStage && second < newest + curve.everySeconds) return;
  const text = JSON.stringify(addPoint(curve, { second, itemsRead, delivered }));
  await db.$executeRaw`
    INSERT INTO run_curves (run_id, curve) VALUES (${runId}::uuid, ${text}::jsonb)
    ON CONFLICT (run_id) DO UPDATE SET curve = excluded.curve`;
}

/** Curves by run; runs that have not begun have none. */
export async function findRunCurves(
  db: Transaction,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, ProgressCurve>> {
  if (runIds.length === 0) return new Map();
  const rows = await db.runCurve.findMany({ where: { runId: { in: [...runIds] } } });
  return new Map(rows.map(({ runId, curve }) => [runId, progressCurveSchema.parse(curve)]));
}

function parseCurve(curve: unknown): ProgressCurve | undefined {
  return progressCurveSchema.safeParse(curve).data;
}
