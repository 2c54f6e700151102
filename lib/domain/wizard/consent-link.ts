/** Long enough for somebody who is away for some days, and short enough to be forgotten by then. */
export const CONSENT_LINK_DAYS = 7;

export const CONSENT_LINK_STATES = ['open', 'used', 'revoked', 'expired'] as const;
export type ConsentLinkState = (typeof CONSENT_LINK_STATES)[number];

type ConsentLinkTimes = {
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly usedAt: Date | null;
};

export function consentLinkState(link: ConsentLinkTimes, now: Date): ConsentLinkState {
  if (link.usedAt !== null) return 'used';
  if (link.revokedAt !== null) return 'revoked';
  return link.expiresAt <= now ? 'expired' : 'open';
}

/** What the wizard shows of a link that can be passed on. Times are ISO 8601. */
export type ConsentLinkView = {
  readonly id: string;
  readonly url: string;
  readonly expiresAt: string;
};
