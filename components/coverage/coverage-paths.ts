import type { CoverageSubject } from '#lib/domain/coverage/coverage-preview.ts';

/** The route handlers of a subject's previews. */
export function coveragePath(subject: CoverageSubject): string {
  return 'draftId' in subject
    ? `/api/drafts/${subject.draftId}/coverage`
    : `/api/connectors/${subject.connectorId}/coverage`;
}
