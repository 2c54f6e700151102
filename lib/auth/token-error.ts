import { ClientAuthError, ServerError } from '@azure/msal-node';
import { PortError } from '#lib/domain/errors.ts';

/** Microsoft's numbers of a client secret that is wrong or has expired (FACTS 5.1). */
const SECRET_REFUSED = new Set(['7000215', '7000222']);
/** Microsoft's numbers of an application that the tenant does not know, or has not consented to. */
const NOT_CONSENTED = new Set(['700016', '65001', '650056']);

/**
 * MSAL's codes for a service that could not be asked. A wrong tenant gives the second one too; with
 * that nobody could have signed in to the portal in the first place.
 */
const UNREACHABLE = new Set(['network_error', 'endpoints_resolution_error']);

const LONGEST_DETAIL = 1000;
const TOO_MANY_REQUESTS = 429;
const SERVER_TROUBLE = 500;

/** What MSAL threw when a token was asked for, as what happens next. */
export function toTokenError(error: unknown): PortError {
  if (error instanceof ServerError) return refusal(error);
  const isSettings = error instanceof ClientAuthError && !UNREACHABLE.has(error.errorCode);
  if (isSettings)
    return new PortError('microsoft-sign-in-refused', 'fix-settings', { cause: error });
  return new PortError('sign-in-unreachable', 'retry', { cause: error });
}

function refusal(error: ServerError): PortError {
  const number = error.errorNo ?? /AADSTS(\d+)/.exec(error.errorMessage)?.[1] ?? '';
  const status = error.status ?? 0;
  // Microsoft's words name the application and the tenant, and hold no secret.
  const detail = error.errorMessage.slice(0, LONGEST_DETAIL);
  if (status === TOO_MANY_REQUESTS || status >= SERVER_TROUBLE) {
    return new PortError('sign-in-unreachable', 'retry', { cause: error });
  }
  if (NOT_CONSENTED.has(number)) {
    return new PortError('consent-missing', 'reauthorize', { cause: error, detail });
  }
  if (SECRET_REFUSED.has(number) || error.errorCode === 'invalid_client') {
    return new PortError('client-secret-refused', 'fix-settings', { cause: error, detail });
  }
  return new PortError('microsoft-sign-in-refused', 'fix-settings', { cause: error, detail });
}
