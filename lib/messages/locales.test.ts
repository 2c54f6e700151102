import { describe, expect, it } from 'vitest';
import { chooseLocale } from '#lib/messages/locales.ts';

describe('chooseLocale', () => {
  it('takes a region of a language that is there', () => {
    expect(chooseLocale('en-GB,en;q=0.9')).toBe('en');
  });

  it('passes over languages that are not there', () => {
    expect(chooseLocale('tlh;q=1, en;q=0.2')).toBe('en');
  });

  it('falls back to English without a header, or with one that makes no sense', () => {
    expect(chooseLocale(null)).toBe('en');
    expect(chooseLocale(';;q=,constructor,*')).toBe('en');
  });
});
