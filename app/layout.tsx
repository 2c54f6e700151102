import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getTimeZone, getTranslations } from 'next-intl/server';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Providers } from '#components/ui/providers.tsx';
import { ReaderTimeZone } from '#components/ui/reader-time-zone.tsx';
import { colorScheme, parseThemeChoice, THEME_COOKIE } from '#components/ui/theme-choice.ts';
import { TIME_ZONE_COOKIE } from '#lib/messages/time-zone.ts';
import './global.css';

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common');
  return {
    title: { default: t('product'), template: `%s - ${t('product')}` },
    description: t('description'),
    icons: { icon: '/icon.svg' },
    robots: { index: false, follow: false },
  };
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const [locale, timeZone, cookieStore, headerStore] = await Promise.all([
    getLocale(),
    getTimeZone(),
    cookies(),
    headers(),
  ]);
  const theme = parseThemeChoice(cookieStore.get(THEME_COOKIE)?.value);
  return (
    <html lang={locale} style={{ colorScheme: colorScheme(theme) }}>
      <body>
        <NextIntlClientProvider>
          <Providers nonce={headerStore.get('x-nonce') ?? undefined}>
            <ReaderTimeZone cookieName={TIME_ZONE_COOKIE} current={timeZone} />
            {children}
          </Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
