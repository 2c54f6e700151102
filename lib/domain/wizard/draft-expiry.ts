/** A setup left alone for so long is forgotten, with the credentials that it holds. */
const DRAFT_DAYS = 30;
const DAY_MS = 24 * 3600 * 1000;

export function draftExpiry(updatedAt: Date): Date {
  return new Date(updatedAt.getTime() + DRAFT_DAYS * DAY_MS);
}

/** Drafts that were last changed before this have expired. */
export function expiredBefore(now: Date): Date {
  return new Date(now.getTime() - DRAFT_DAYS * DAY_MS);
}
