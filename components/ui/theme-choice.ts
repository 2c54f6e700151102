/** Set by the theme switch, read by the root layout, so that the first paint has the right colours. */
export const THEME_COOKIE = 'custody-theme';

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

export function parseThemeChoice(cookie: string | undefined): ThemeChoice {
  return THEME_CHOICES.find((choice) => choice === cookie) ?? 'system';
}

/** The CSS `color-scheme` of the page: decides which half of each `light-dark()` of the theme is shown. */
export function colorScheme(choice: ThemeChoice): string {
  return choice === 'system' ? 'light dark' : choice;
}
