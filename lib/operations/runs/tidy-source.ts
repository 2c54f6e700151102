import { listProvedPackages } from '#lib/db/packages.ts';
import { replaceRunNotice } from '#lib/db/run-notices.ts';
import { getRunForImport, type RunForImport } from '#lib/db/runs.ts';
import { afterImportSchema, type PutAwayHow } from '#lib/domain/connectors/after-import.ts';
import { PortError } from '#lib/domain/errors.ts';
import { NOTICE_NAMES } from '#lib/domain/runs/run-notice.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { openConnectorSource } from '#lib/operations/runs/open-connector-source.ts';
import { z } from 'zod';

/**
 * Moves or deletes a run's packages at the source, where the connector says so and the run is proved
 * to the last item. A source that refuses is no failure of the run, which is closed by then: it says
 * so. Safe to do again.
 * @throws {PortError} when the source cannot be reached: the queue tries again later
 */
export async function tidySource(
  services: ImportServices,
  { runId, signal }: { readonly runId: string; readonly signal: AbortSignal },
): Promise<void> {
  const { db, logger } = services;
  const run = await getRunForImport(db, runId);
  const how = afterImportOf(run);
  if (run.state !== 'completed' || how === 'leave') return;

  const outcome = await putAway(services, { run, how, signal });
  logger.info({ how, left: outcome?.names.length ?? 0 }, 'source tidied');
  const notice = outcome && {
    code: 'source-not-tidied' as const,
    reason: outcome.reason,
    names: outcome.names.slice(0, NOTICE_NAMES),
    count: outcome.names.length,
  };
  await db.$transaction((transaction) =>
    replaceRunNotice(transaction, runId, 'source-not-tidied', notice),
  );
}

/** Whether the close of the run has to queue it. */
export function isTidyingWanted(run: RunForImport): boolean {
  return afterImportOf(run) !== 'leave';
}

function afterImportOf({ connector }: RunForImport) {
  return z.looseObject({ afterImport: afterImportSchema }).parse(connector.sourceSettings)
    .afterImport;
}

type PutAway = {
  readonly run: RunForImport;
  readonly how: PutAwayHow;
  readonly signal: AbortSignal;
};
type Left = { readonly reason: string; readonly names: readonly string[] };

/** What was left at the source, and why; null when nothing was. */
async function putAway(
  services: ImportServices,
  { run, how, signal }: PutAway,
): Promise<Left | null> {
  const packages = await listProvedPackages(services.db, run.id);
  if (packages.length === 0) return null;
  // Its credentials are wiped: the queue would try in vain.
  if (run.connector.sourceSecrets.length === 0) {
    return { reason: 'connector-deleted', names: packages.map(({ name }) => name) };
  }
  const changed: string[] = [];
  let done = 0;
  try {
    const source = await openConnectorSource(services, run.connector, signal);
    try {
      for (const imported of packages) {
        signal.throwIfAborted();
        if ((await source.putAway(imported, how)) === 'changed') changed.push(imported.name);
        done += 1;
      }
    } finally {
      await source.close();
    }
  } catch (error) {
    if (!(error instanceof PortError) || error.disposition === 'retry') throw error;
    // What one package is refused, the others are, too.
    const names = [...changed, ...packages.slice(done).map(({ name }) => name)];
    return { reason: error.code, names };
  }
  return changed.length === 0 ? null : { reason: 'package-changed', names: changed };
}
