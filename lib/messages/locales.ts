/**
 * The languages, by their own names. To add one: copy `lib/messages/en/` to a folder named for the
 * language, translate, and add its line here (docs/translating.md). No code changes.
 */
export const locales = { en: 'English', fr: 'Français', sv: 'Svenska' } as const;

export type Locale = keyof typeof locales;

const DEFAULT_LOCALE: Locale = 'en';

/** Set by the language menu (components/shell/language-menu.tsx); goes before the browser's wishes. */
export const LANGUAGE_COOKIE = 'custody-language';

function isLocale(tag: string): tag is Locale {
  return Object.hasOwn(locales, tag);
}

/**
 * The language that was chosen in the menu, or else the first one of an `Accept-Language` header
 * that there is a folder for. A region (`fr-CA`) falls back to its language (RFC 4647, lookup).
 */
export function chooseLocale(acceptLanguage: string | null, chosen?: string): Locale {
  if (chosen !== undefined && isLocale(chosen)) return chosen;
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
