import { describe, expect, it } from 'vitest';
import { chooseLocale } from '#lib/messages/locales.ts';

describe('chooseLocale', () => {
  it('takes a region of a language that is there', () => {
    expect(chooseLocale('en-GB,en;q=0.9')).toBe('en');
    expect(chooseLocale('fr-CA,en;q=0.9')).toBe('fr');
    expect(chooseLocale('sv-FI')).toBe('sv');
  });

  it('goes by the weights, not by the order', () => {
    expect(chooseLocale('en;q=0.5, sv;q=0.9, fr;q=0.7')).toBe('sv');
    expect(chooseLocale('sv;q=0, fr;q=0.1')).toBe('fr');
  });

  it('passes over languages that are not there', () => {
    expect(chooseLocale('tlh;q=1, en;q=0.2')).toBe('en');
    expect(chooseLocale('nb-NO, sv;q=0.8, en;q=0.6')).toBe('sv');
  });

  it('falls back to English without a header, or with one that makes no sense', () => {
    expect(chooseLocale(null)).toBe('en');
    expect(chooseLocale(';;q=,constructor,*')).toBe('en');
  });

  it('prefers what was chosen in the menu, if there is such a language', () => {
    expect(chooseLocale('en-US', 'sv')).toBe('sv');
    expect(chooseLocale('fr', 'constructor')).toBe('fr');
    expect(chooseLocale('fr', '')).toBe('fr');
  });
});
