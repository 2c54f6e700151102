import { largestItemBytesOf } from '#lib/connectors/largest-item.ts';
import { beginCoveragePreview, endCoveragePreview } from '#lib/db/coverage-previews.ts';
import { basisOf, findCoverageSetup, type CoverageSetup } from '#lib/db/coverage-subjects.ts';
import type { CoverageLists } from '#lib/domain/coverage/coverage-lists.ts';
import {
  staleReasons,
  type CoverageBasis,
  type CoverageSubject,
} from '#lib/domain/coverage/coverage-preview.ts';
import type { CoverageDirectory, CoverageResult } from '#lib/domain/coverage/coverage-result.ts';
import { createCoverageTally } from '#lib/domain/coverage/coverage-tally.ts';
import { PortError } from '#lib/domain/errors.ts';
import { jobKey } from '#lib/domain/jobs.ts';
import { everyMailbox, type MailboxIndex } from '#lib/domain/matching/mailbox-index.ts';
import { followProgress, type FollowedProgress } from '#lib/operations/coverage/follow-progress.ts';
import { findMissingMailboxes } from '#lib/operations/coverage/missing-mailboxes.ts';
import { openPreviewSource } from '#lib/operations/coverage/open-preview-source.ts';
import { rehearseImport } from '#lib/operations/coverage/rehearse-import.ts';
import type { ImportServices } from '#lib/operations/runs/import-services.ts';

type Preview = {
  readonly id: string;
  readonly subject: CoverageSubject;
  readonly basis: CoverageBasis;
};

/**
 * Rehearses the next import and keeps its counts and lists. A worker that takes over begins anew. A
 * source that refuses ends it with the reason; whoever wants to know asks again. A directory that
 * refuses does not: what can be said without it is said.
 */
export async function performPreview(
  services: ImportServices,
  { previewId, signal }: { readonly previewId: string; readonly signal: AbortSignal },
): Promise<void> {
  const { db, locks } = services;
  await locks.withLock(jobKey('coverage.preview', { previewId }), async () => {
    const begun = await beginCoveragePreview(db, previewId);
    if (begun === null) return;
    const progress = followProgress(db, previewId);
    try {
      await preview(services, { id: previewId, ...begun }, { progress, signal });
    } finally {
      await progress.stop();
    }
  });
}

type Following = { readonly progress: FollowedProgress; readonly signal: AbortSignal };

async function preview(
  services: ImportServices,
  asked: Preview,
  { progress, signal }: Following,
): Promise<void> {
  const { db, now, logger } = services;
  try {
    const either = AbortSignal.any([signal, progress.cancelled]);
    const found = await rehearse(services, asked, { progress, signal: either });
    await endCoveragePreview(db, asked, { state: 'done', ...found, now: now() });
    logger.info({ previewId: asked.id, items: found.result.items.read }, 'coverage previewed');
  } catch (error) {
    // A worker that is ending breaks its connections; the next one begins anew.
    if (progress.cancelled.aborted) return;
    if (signal.aborted) throw error;
    const failure = error instanceof PortError ? error.code : 'coverage-failed';
    await endCoveragePreview(db, asked, { state: 'failed', failure, now: now() });
    logger.info({ previewId: asked.id, failure }, 'coverage not previewed');
    if (!(error instanceof PortError)) throw error;
  }
}

async function rehearse(
  services: ImportServices,
  { subject, basis }: Preview,
  { progress, signal }: Following,
): Promise<{ readonly result: CoverageResult; readonly lists: CoverageLists }> {
  const { db } = services;
  const setup = await findCoverageSetup(db, subject);
  if (setup === null || !isSameBasis(basis, setup)) {
    throw new PortError('coverage-outdated', 'fix-settings');
  }
  const connectorId = 'draftId' in subject ? subject.draftId : subject.connectorId;
  const { mappingVersionId, automaticMapping, largestItemBytes } = basis;
  const run = { mappingVersionId, connector: { automaticMapping, largestItemBytes } };

  const { mailboxes, directory } = await askDirectory(services);
  const checking =
    mappingVersionId === null
      ? null
      : findMissingMailboxes(db, mappingVersionId, { mailboxes, signal });
  checking?.catch(() => undefined);
  const { listing, tally } = await rehearseImport(services, {
    connectorId,
    run,
    mailboxes,
    openSource: () => openPreviewSource(services, subject, { setup, signal }),
    createTally: () => createCoverageTally(mailboxes),
    onProgress: progress.tell,
    signal,
  });
  const checked = await checking;
  const counts = tally.result({
    found: listing.toFetch.length,
    growing: listing.growing.length,
    incompleteDays: listing.gaps.map(({ day }) => day),
  });
  return {
    result: { directory, ...counts, mapping: checked?.mapping ?? null },
    lists: { ...tally.lists(), 'missing-mailboxes': checked?.rows ?? [] },
  };
}

function isSameBasis(basis: CoverageBasis, setup: CoverageSetup): boolean {
  return staleReasons(basis, basisOf(setup, largestItemBytesOf(setup))).length === 0;
}

async function askDirectory(services: ImportServices): Promise<{
  readonly mailboxes: MailboxIndex;
  readonly directory: CoverageDirectory;
}> {
  try {
    const { mailboxes, readAt } = await services.recentMailboxes();
    const directory = { mailboxes: mailboxes.size, readAt: readAt.toISOString() };
    return { mailboxes, directory: { state: 'read', ...directory } };
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const { code } = error;
    services.logger.info({ code }, 'coverage is previewed without the directory');
    return { mailboxes: everyMailbox, directory: { state: 'unavailable', code } };
  }
}
