import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import type { Messages } from 'next-intl';
import { z } from 'zod';
import { chooseLocale, LANGUAGE_COOKIE } from '#lib/messages/locales.ts';
import { namespaces } from '#lib/messages/namespaces.ts';
import { parseTimeZone, TIME_ZONE_COOKIE } from '#lib/messages/time-zone.ts';

const messageFileSchema = z.object({ default: z.record(z.string(), z.json()) });
/** Only whether every namespace is there; that every key is, locales' tests see to. */
const messagesSchema = z.custom<Messages>(
  (files) => z.record(z.enum(namespaces), z.json()).safeParse(files).success,
);

/** What next-intl shows: the reader's language and time zone, and the messages of every namespace. */
export default getRequestConfig(async () => {
  const [cookieStore, headerStore] = await Promise.all([cookies(), headers()]);
  const locale = chooseLocale(
    headerStore.get('accept-language'),
    cookieStore.get(LANGUAGE_COOKIE)?.value,
  );
  const files = await Promise.all(
    namespaces.map(async (namespace) => {
      const file: unknown = await import(`./${locale}/${namespace}.json`);
      return [namespace, messageFileSchema.parse(file).default];
    }),
  );
  return {
    locale,
    timeZone: parseTimeZone(cookieStore.get(TIME_ZONE_COOKIE)?.value),
    messages: messagesSchema.parse(Object.fromEntries(files)),
  };
});
