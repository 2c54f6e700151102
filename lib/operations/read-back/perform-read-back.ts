import { setTimeout as sleep } from 'node:timers/promises';
import {
  beginReadBack,
  endReadBack,
  findOpenReadBack,
  recordReadBackProgress,
} from '#lib/db/read-backs.ts';
import { getRunForImport, type RunForImport } from '#lib/db/runs.ts';
import { PortError } from '#lib/domain/errors.ts';
import { jobKey } from '#lib/domain/jobs.ts';
import {
  readMailboxBack,
  type MailboxComparison,
} from '#lib/operations/read-back/read-mailbox-back.ts';
import { createReadBackTally } from '#lib/operations/read-back/read-back-tally.ts';
import { receiptsOfRun } from '#lib/operations/read-back/receipts-of-run.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

/** A connection that broke, or a moment's overload, is not worth beginning anew. */
const TRIES = 3;
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const PROGRESS_EVERY_MS = 500;

type ReadBack = { readonly readBackId: string; readonly signal: AbortSignal };

/**
 * Compares a closed run's receipts with its mailboxes as they are now. It only reads: the run stays as
 * it closed, and a worker that takes over begins anew. A destination that refuses ends it with the
 * reason; whoever wants to know asks again.
 */
export async function performReadBack(
  services: ImportServices,
  { readBackId, signal }: ReadBack,
): Promise<void> {
  const { db, locks, now, logger } = services;
  await locks.withLock(jobKey('run.read-back', { readBackId }), async () => {
    const runId = await findOpenReadBack(db, readBackId);
    if (runId === null) return;
    const run = await getRunForImport(db, runId);
    const failure = await compare(services, run, { readBackId, signal });
    const state = failure === null ? 'ended' : 'failed';
    await endReadBack(db, readBackId, { state, failure, now: now() });
    logger.info({ readBackId, state, failure }, 'mailboxes read back');
  });
}

/** @returns why it could not be done; null when it was */
async function compare(
  services: ImportServices,
  run: RunForImport,
  { readBackId, signal }: ReadBack,
): Promise<string | null> {
  const { db, now } = services;
  try {
    const { from, count, stream } = await receiptsOfRun(services, run);
    await beginReadBack(db, readBackId, { receiptsFrom: from, expected: count, now: now() });
    const tally = createReadBackTally(db, readBackId);
    let writtenMs = performance.now();
    for await (const mailbox of stream) {
      signal.throwIfAborted();
      const comparison = await patiently(signal, () => readMailboxBack(services, run, mailbox));
      await tally.add(mailbox, comparison);
      if (performance.now() - writtenMs < PROGRESS_EVERY_MS) continue;
      await recordReadBackProgress(db, readBackId, tally.counts());
      writtenMs = performance.now();
    }
    await recordReadBackProgress(db, readBackId, tally.counts());
    if (tally.counts().compared !== count) {
      throw new Error(`read-back ${readBackId}: receipts left the database meanwhile`);
    }
    return null;
  } catch (error) {
    // A worker that is ending breaks its connections; the next one begins anew.
    if (signal.aborted || !(error instanceof PortError)) throw error;
    return error.code;
  }
}

async function patiently(
  signal: AbortSignal,
  read: () => Promise<MailboxComparison>,
): Promise<MailboxComparison> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await read();
    } catch (error) {
      const isPassing = error instanceof PortError && error.disposition === 'retry';
      if (!isPassing || tries === TRIES) throw error;
      const pauseMs = Math.min(error.retryAfterMs ?? PAUSE_MS * tries, LONGEST_PAUSE_MS);
      await sleep(pauseMs, undefined, { signal });
    }
  }
}
