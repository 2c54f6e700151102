import { NextResponse, type NextRequest } from 'next/server';
import { services } from '#lib/actions/services.ts';
import { readGrantedRoles } from '#lib/auth/consent-application.ts';
import { findSession } from '#lib/auth/session.ts';
import { env } from '#lib/config/env.ts';
import { AppError } from '#lib/domain/errors.ts';
import { readConsentAnswer } from '#lib/domain/wizard/admin-consent.ts';
import {
  receiveConsentAnswer,
  type ConsentOutcome,
} from '#lib/operations/consent/receive-consent-answer.ts';

/** Microsoft sends the browser here after its consent page. */
export async function GET(request: NextRequest): Promise<NextResponse> {
  const session = await findSession();
  if (session === null) return goTo('/sign-in?callbackUrl=%2Fconsent');
  try {
    const outcome = await receiveConsentAnswer(await services(), {
      actor: session.user,
      answer: readConsentAnswer(request.nextUrl.searchParams),
      readRoles: readGrantedRoles,
    });
    return goTo(pathOf(outcome));
  } catch (error) {
    if (error instanceof AppError) return goTo('/consent?answer=unknown');
    throw error;
  }
}

/** Back to the draft it was begun from. Only an id goes along: Microsoft's words stay on the server. */
function pathOf({ draft, requestId, state }: ConsentOutcome): string {
  const query = new URLSearchParams({ request: requestId, answer: state }).toString();
  return draft === null
    ? `/consent?${query}`
    : `/data-connectors/${draft.kind}/setup/${draft.id}/consent?${query}`;
}

/** The request's own address may be that of a proxy. */
function goTo(path: string): NextResponse {
  return NextResponse.redirect(new URL(path, env().portalUrl), 303);
}
