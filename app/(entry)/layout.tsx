import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { EntryShell } from '#components/shell/entry-shell.tsx';
import { parseThemeChoice, THEME_COOKIE } from '#components/ui/theme-choice.ts';
import { mailboxesUrl } from '#lib/queries/sandbox-address.ts';

/** The pages before the portal: sign-in, signed out, no role. */
export default async function EntryLayout({ children }: { readonly children: ReactNode }) {
  const cookieStore = await cookies();
  return (
    <EntryShell
      theme={parseThemeChoice(cookieStore.get(THEME_COOKIE)?.value)}
      mailboxesUrl={mailboxesUrl()}
    >
      {children}
    </EntryShell>
  );
}
