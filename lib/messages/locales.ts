/**
 * The languages, by their own names. To add one: copy `lib/messages/en/` to a folder named for the
 * language, translate, and add its line here. No code changes.
 */
export const locales = { en: 'English' } as const;

export type Locale = keyof typeof locales;

const DEFAULT_LOCALE: Locale = 'en';

function isLocale(tag: string): tag is Locale {
  return Object.hasOwn(locales, tag);
}

/**
 * The first language of an `Accept-Language` header that there is a folder for. A region (`fr-CA`)
 * falls back to its language (RFC 4647, lookup).
 */
export function chooseLocale(acceptLanguage: string | null): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      const weight = quality === undefined ? 1 : Number(quality.trim().slice('q='.length));
      return { tag, weight: Number.isNaN(weight) ? 0 : weight };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    if (isLocale(tag)) return tag;
    const language = tag.split('-')[0] ?? '';
    if (isLocale(language)) return language;
  }
  return DEFAULT_LOCALE;
}
