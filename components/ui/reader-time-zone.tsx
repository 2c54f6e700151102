'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

type ReaderTimeZoneProps = { readonly cookieName: string; readonly current: string };

const YEAR_SECONDS = 365 * 24 * 3600;

/** Tells the server the reader's time zone, and asks for the page again when it had another one. */
export function ReaderTimeZone({ cookieName, current }: ReaderTimeZoneProps) {
  const router = useRouter();

  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const cookie = `${cookieName}=${zone}`;
    if (zone === current || document.cookie.split('; ').includes(cookie)) return;
    document.cookie = `${cookie}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    router.refresh();
  }, [cookieName, current, router]);

  return null;
}
