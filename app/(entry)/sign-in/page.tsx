import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { SignInCard } from '#components/auth/sign-in-card.tsx';
import { findSession } from '#lib/auth/session.ts';
import { mailboxesUrl } from '#lib/queries/sandbox-address.ts';

type SignInPageProps = {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const searchSchema = z.object({
  error: z.string().optional().catch(undefined),
  /** next-auth refuses addresses of other sites. */
  callbackUrl: z.string().catch('/').default('/'),
});

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.signIn');
  return { title: t('title') };
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { error, callbackUrl } = searchSchema.parse(await searchParams);
  if (error === undefined && (await findSession()) !== null) redirect('/');
  return (
    <SignInCard error={error} callbackUrl={callbackUrl} isSandbox={mailboxesUrl() !== undefined} />
  );
}
