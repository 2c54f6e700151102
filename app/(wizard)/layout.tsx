import { getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { WizardShell } from '#components/shell/wizard-shell.tsx';
import { parseThemeChoice, THEME_COOKIE } from '#components/ui/theme-choice.ts';
import { requireSession } from '#lib/auth/session.ts';
import { mailboxesUrl } from '#lib/queries/sandbox-address.ts';

/** The wizard is a page of its own: the top bar, and no navigation beside it. */
export default async function WizardLayout({ children }: { readonly children: ReactNode }) {
  const [{ user }, t, cookieStore] = await Promise.all([
    requireSession(),
    getTranslations('common.roles'),
    cookies(),
  ]);
  return (
    <WizardShell
      account={{
        name: user.name,
        email: user.email,
        role: user.roles.map((role) => t(role)).join(', '),
      }}
      theme={parseThemeChoice(cookieStore.get(THEME_COOKIE)?.value)}
      mailboxesUrl={mailboxesUrl()}
    >
      {children}
    </WizardShell>
  );
}
