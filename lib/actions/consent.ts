'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { services } from '#lib/actions/services.ts';
import { consentApplication } from '#lib/auth/consent-application.ts';
import { findSession } from '#lib/auth/session.ts';
import { startConsent } from '#lib/operations/consent/start-consent.ts';

const formSchema = z.object({ draftId: z.uuid().nullable() });

/**
 * Goes to Microsoft's consent page. Anybody who is signed in may: Microsoft decides who can consent,
 * and a Global Administrator need not have a role in Custody.
 */
export async function startConsentAction(form: FormData): Promise<void> {
  const session = await findSession();
  if (session === null) redirect('/sign-in?callbackUrl=%2Fconsent');
  const { draftId } = formSchema.parse({ draftId: form.get('draftId') });
  const { url } = await startConsent(await services(), {
    actor: session.user,
    draftId,
    application: consentApplication(),
  });
  redirect(url);
}
