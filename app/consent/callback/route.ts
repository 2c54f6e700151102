import { NextResponse, type NextRequest } from 'next/server';
import { actorOf } from '#lib/actions/actor.ts';
import { consentProbe } from '#lib/actions/consent-probe.ts';
import { services } from '#lib/actions/services.ts';
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
  if (session === null) {
    // The answer is not lost: it comes again after the sign-in, and still belongs to one person.
    const again = `/consent/callback${request.nextUrl.search}`;
    return goTo(`/sign-in?callbackUrl=${encodeURIComponent(again)}`);
  }
  try {
    const outcome = await receiveConsentAnswer(await services(), {
      actor: await actorOf(session),
      answer: readConsentAnswer(request.nextUrl.searchParams),
      probe: consentProbe(),
    });
    return goTo(pathOf(outcome));
  } catch (error) {
    if (error instanceof AppError) return goTo('/consent?answer=unknown');
    throw error;
  }
}

/** Back to where it was begun: a setup, a link, or neither. Only an id goes along: Microsoft's words stay on the server. */
function pathOf({ draft, linkId, requestId, state }: ConsentOutcome): string {
  const query = new URLSearchParams({ request: requestId, answer: state }).toString();
  if (draft !== null) return `/data-connectors/${draft.kind}/setup/${draft.id}/consent?${query}`;
  return linkId === null ? `/consent?${query}` : `/consent/${linkId}?${query}`;
}

/** The request's own address may be that of a proxy. */
function goTo(path: string): NextResponse {
  return NextResponse.redirect(new URL(path, env().portalUrl), 303);
}
