import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { WizardFrame } from '#components/wizard/frame/wizard-frame.tsx';
import { LoginStep } from '#components/wizard/login/login-step.tsx';
import { getSourceServers } from '#lib/queries/source-servers.ts';
import { openDraftStep, type DraftParams } from '#lib/queries/open-draft-step.ts';

type LoginPageProps = { readonly params: Promise<DraftParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wizard.steps');
  return { title: t('login') };
}

export default async function LoginPage({ params }: LoginPageProps) {
  const draft = await openDraftStep(params, 'login');
  return (
    <WizardFrame draft={draft} step="login">
      <LoginStep draft={draft} servers={await getSourceServers()} />
    </WizardFrame>
  );
}
