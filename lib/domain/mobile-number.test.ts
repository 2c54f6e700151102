import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { describe, expect, it } from 'vitest';
import {
  formatMobileNumber,
  hasUsualLength,
  isCompleteNumber,
  normaliseMobileNumber,
  TELLING_DIGITS,
} from '#lib/domain/mobile-number.ts';

describe('normaliseMobileNumber', () => {
  it.each([
    ['46701234567', '46701234567'],
    ['+46 70-123 45 67', '46701234567'],
    ['0046701234567', '46701234567'],
    [' +46\u00a070 123 45 67 ', '46701234567'],
    ['0014255550177', '14255550177'],
    ['+44 (0)20 7123 4567', '442071234567'],
    ['44020 7123 4567', '442071234567'],
    ['+1 (425) 555-0177', '14255550177'],
    ['445204334324', '445204334324'],
  ])('reads %j as %s', (text, digits) => {
    expect(normaliseMobileNumber(text)).toBe(digits);
  });

  it.each([
    ['', 'nothing'],
    ['0701234567', 'a number without its country code'],
    ['4.45204E+11', 'what a spreadsheet makes of a long number'],
    ['70123', 'a short code'],
    ['4670123456789012', 'more than fifteen digits'],
    ['999123456789', 'a country code that does not exist'],
    ['jonas.berg', 'a login name'],
    ['46701234567 ext 12', 'a number with an extension'],
    ['++46701234567', 'two plus signs'],
  ])('refuses %j: %s', (text) => {
    expect(normaliseMobileNumber(text)).toBeNull();
  });

  it('says of any digits what libphonenumber says', () => {
    const codes =
      '1 30 31 32 33 34 36 39 41 43 44 45 46 47 48 49 52 54 55 65 7 86 90 91 353 358 420 599 971';
    const code = fc.oneof(
      fc.constantFrom(...codes.split(' ')),
      fc.stringMatching(/^[1-9]\d{0,2}$/),
    );
    fc.assert(
      fc.property(code, fc.stringMatching(/^\d{4,14}$/), (countryCode, rest) => {
        const digits = `${countryCode}${rest}`;
        fc.pre(digits.length >= 7 && digits.length <= 15);
        const expected = parsePhoneNumberFromString(`+${digits}`)?.number.slice(1) ?? null;
        expect(normaliseMobileNumber(digits)).toBe(expected);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('formatMobileNumber', () => {
  it.each([
    ['46701234567', '+46 70 123 45 67'],
    ['33612345678', '+33 6 12 34 56 78'],
    ['12025550123', '+1 202 555 0123'],
  ])('groups %s as its country does', (digits, text) => {
    expect(formatMobileNumber(digits)).toBe(text);
  });

  it('gives what can be read back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(?:1|33|44|46|47|49|351|971)[2-9]\d{6,9}$/), (digits) => {
        expect(normaliseMobileNumber(formatMobileNumber(digits))).toBe(digits);
      }),
    );
  });

  it('leaves what has no country code as it is', () => {
    expect(formatMobileNumber('999123456789')).toBe('999123456789');
  });
});

describe('isCompleteNumber', () => {
  it('is true only of beginnings that libphonenumber leaves alone, whatever follows', () => {
    const beginnings = Array.from({ length: 9 * 10 ** (TELLING_DIGITS - 1) }, (_, index) =>
      String(10 ** (TELLING_DIGITS - 1) + index),
    ).filter(isCompleteNumber);
    expect(beginnings.length).toBeGreaterThan(2000);
    fc.assert(
      fc.property(fc.stringMatching(/^\d{3,11}$/), (rest) => {
        const changed = beginnings.filter(
          (beginning) =>
            parsePhoneNumberFromString(`+${beginning}${rest}`)?.number !== `+${beginning}${rest}`,
        );
        expect(changed).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('hasUsualLength', () => {
  it.each([
    ['46701234567', true],
    ['14255550177', true],
    ['4712345678', true],
    ['701234567', false],
    ['2125550177', false],
    ['142555501777', false],
    ['8835100012345', true],
  ])('says of %s: %s', (digits, isUsual) => {
    expect(hasUsualLength(digits)).toBe(isUsual);
  });
});
