import { countLedgerForPlanner, settleItemStates } from '#lib/db/items.ts';
import { getRunCounters, recountRun } from '#lib/db/run-counters.ts';
import { closeRun, getRunForImport, type RunForImport } from '#lib/db/runs.ts';
import { jobKey } from '#lib/domain/jobs.ts';
import { evidenceFacts } from '#lib/domain/evidence/evidence-facts.ts';
import { checkBooks, type Finding } from '#lib/domain/runs/check-books.ts';
import { toFindings } from '#lib/domain/runs/compare-mailbox.ts';
import { writeEvidence } from '#lib/operations/evidence/write-evidence.ts';
import { readMailboxBack } from '#lib/operations/read-back/read-mailbox-back.ts';
import { receiptsInDatabase } from '#lib/operations/read-back/receipts-in-database.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';
import { purgeStaging } from '#lib/operations/runs/purge-staging.ts';
import { isTidyingWanted } from '#lib/operations/runs/tidy-source.ts';
import { waitForPort } from '#lib/operations/runs/wait-for-port.ts';

/**
 * The last stage: counts every row anew, reads the mailboxes back and compares them with the
 * receipts, keeps what is held, clears the staging area, writes the evidence, and closes the run. Green
 * is only what was proved.
 */
export async function reconcileRun(
  services: ImportServices,
  { runId, signal }: { readonly runId: string; readonly signal: AbortSignal },
): Promise<void> {
  await services.locks.withLock(jobKey('run.reconcile', { runId }), async () => {
    const run = await getRunForImport(services.db, runId);
    if (run.state === 'reconciling') await reconcile(services, run, signal);
  });
}

async function reconcile(
  services: ImportServices,
  run: RunForImport,
  signal: AbortSignal,
): Promise<void> {
  const { db, queue, now, logger } = services;
  await countLedgerForPlanner(db);
  await db.$transaction((transaction) => recountRun(transaction, run.id));
  const counters = await getRunCounters(db, run.id);
  const findings = [...checkBooks(counters), ...(await readMailboxesBack(services, run, signal))];
  await settleItemStates(db, run.id);
  await purgeStaging(services, run);
  const waiting = { runId: run.id, connectorId: run.connector.id, port: 'destination' } as const;
  const result = await waitForPort(services, waiting, () =>
    writeEvidence(services, evidenceFacts(run, { counters, findings, finishedAt: now() })),
  );
  const { state } = result;
  await db.$transaction(async (transaction) => {
    const closing = { ...result, now: new Date(result.finishedAt) };
    const isClosed = await closeRun(transaction, run.id, closing);
    if (isClosed && state === 'completed' && isTidyingWanted(run)) {
      await queue.enqueue(transaction, 'run.tidy-source', { runId: run.id });
    }
    if (isClosed) await queue.enqueue(transaction, 'alerts.evaluate', {});
    if (isClosed && run.trigger === 'replay') {
      await queue.enqueue(transaction, 'held.purge', { connectorId: run.connector.id });
    }
  });
  services.meter.countClosedRun(run.connector.kind, state);
  logger.info({ state, findings: result.findings.length }, 'run closed');
}

async function readMailboxesBack(
  services: ImportServices,
  run: RunForImport,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const waiting = { runId: run.id, connectorId: run.connector.id, port: 'destination' } as const;
  const findings: Finding[] = [];
  for await (const mailbox of receiptsInDatabase(services.db, run)) {
    signal.throwIfAborted();
    const { differences } = await waitForPort(services, waiting, () =>
      readMailboxBack(services, run, mailbox),
    );
    findings.push(...toFindings(mailbox.mailbox, differences));
  }
  return findings;
}
