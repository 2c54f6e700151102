import { z } from 'zod';

type AdminConsentUrl = {
  /** Origin and path before `/{tenantId}/…`, without a slash at the end. */
  readonly loginUrl: string;
  readonly tenantId: string;
  readonly clientId: string;
  /** Whose application permissions are asked for, such as `https://graph.microsoft.com`. */
  readonly resource: string;
  readonly redirectUri: string;
  readonly state: string;
};

/** Where a Global Administrator grants the application's permissions (FACTS 5.1). */
export function adminConsentUrl(settings: AdminConsentUrl): string {
  const query = new URLSearchParams({
    client_id: settings.clientId,
    scope: `${settings.resource}/.default`,
    redirect_uri: settings.redirectUri,
    state: settings.state,
  });
  return `${settings.loginUrl}/${settings.tenantId}/v2.0/adminconsent?${query.toString()}`;
}

/** Why consent was not given. The words are in `wizard.consent.refusals`. */
const CONSENT_REFUSALS = [
  'declined',
  'not-consented',
  'misconfigured',
  'not-allowed',
  'redirect-mismatch',
  'secret-invalid',
  'application-unknown',
  'other-tenant',
  'unknown',
] as const;
type ConsentRefusalCode = (typeof CONSENT_REFUSALS)[number];

export const consentRefusalSchema = z.object({
  code: z.enum(CONSENT_REFUSALS),
  /** What Microsoft wrote, word for word. */
  text: z.string(),
});
export type ConsentRefusal = z.infer<typeof consentRefusalSchema>;

export type ConsentAnswer = {
  readonly state: string;
  /** As returned. Anyone can forge it, so it only ever speaks against the answer. */
  readonly tenantId: string;
  readonly refusal: ConsentRefusal | null;
};

/** Microsoft's codes (FACTS 5.1). They may change, so they choose the words and decide nothing. */
const REFUSAL_OF_CODE: readonly (readonly [RegExp, ConsentRefusalCode])[] = [
  [/AADSTS65004\b/, 'declined'],
  [/AADSTS65001\b/, 'not-consented'],
  [/AADSTS650056\b/, 'misconfigured'],
  [/AADSTS9009[34]\b/, 'not-allowed'],
  [/AADSTS50011\b/, 'redirect-mismatch'],
  [/AADSTS70002(?:15|22)\b/, 'secret-invalid'],
  [/AADSTS700016\b/, 'application-unknown'],
];

const LONGEST_TEXT = 2000;

/**
 * Reads the query with which Microsoft sends the browser back. `error` is looked at first, because
 * `admin_consent=True` is there in a refusal too (FACTS 5.1).
 */
export function readConsentAnswer(query: URLSearchParams): ConsentAnswer {
  const state = query.get('state') ?? '';
  const tenantId = query.get('tenant') ?? '';
  const error = query.get('error');
  if (error === null && query.get('admin_consent')?.toLowerCase() === 'true') {
    return { state, tenantId, refusal: null };
  }
  const text = [error, query.get('error_description')]
    .filter((part) => part !== null && part !== '')
    .join(': ')
    .slice(0, LONGEST_TEXT);
  const [, code] = REFUSAL_OF_CODE.find(([pattern]) => pattern.test(text)) ?? [null, 'unknown'];
  return { state, tenantId, refusal: { code, text } };
}
