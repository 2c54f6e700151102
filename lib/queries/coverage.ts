import 'server-only';
import type { SessionUser } from '#lib/auth/session-user.ts';
import { authorize } from '#lib/auth/session.ts';
import { largestItemBytesOf } from '#lib/connectors/largest-item.ts';
import { database } from '#lib/db/client.ts';
import { findCoveragePreview, type CoveragePreviewRow } from '#lib/db/coverage-previews.ts';
import { basisOf, findCoverageSetup } from '#lib/db/coverage-subjects.ts';
import { findDraft } from '#lib/db/drafts.ts';
import {
  coverageViewSchema,
  staleReasons,
  type CoverageBasis,
  type CoverageSubject,
  type CoverageView,
} from '#lib/domain/coverage/coverage-preview.ts';
import { AppError } from '#lib/domain/errors.ts';
import { requireId } from '#lib/queries/require-id.ts';

/**
 * The coverage previews of one's own setup, or of a connector.
 * @throws {AppError} `signed-out`, `forbidden` or `not-found`
 */
export async function getCoverage(subject: CoverageSubject): Promise<CoverageView> {
  await authorizeCoverage(subject);
  const db = database();
  const setup = await findCoverageSetup(db, subject);
  if (setup === null) throw new AppError('not-found', 'This does not exist.');
  const [latest, done] = await Promise.all([
    findCoveragePreview(db, subject),
    findCoveragePreview(db, subject, 'done'),
  ]);
  const basis = basisOf(setup, largestItemBytesOf(setup));
  return coverageViewSchema.parse({
    current: latest === null || latest.id === done?.id ? null : toView(latest, basis),
    last: done === null ? null : toView(done, basis),
  });
}

/** Who asks. @throws {AppError} `signed-out`, `forbidden`, or `not-found` for somebody else's setup */
export async function authorizeCoverage(subject: CoverageSubject): Promise<SessionUser> {
  const { user } = await authorize('connectors.write');
  if ('connectorId' in subject) {
    requireId(subject.connectorId);
    return user;
  }
  const own = { draftId: requireId(subject.draftId), owner: user.id };
  const draft = await findDraft(database(), own);
  if (draft === null) throw new AppError('not-found', 'This draft does not exist.');
  return user;
}

function toView(row: CoveragePreviewRow, now: CoverageBasis) {
  const { basis, requestedAt, finishedAt } = row;
  return {
    ...row,
    requestedAt: requestedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    automaticMapping: basis.automaticMapping,
    staleBecause: staleReasons(basis, now),
  };
}
