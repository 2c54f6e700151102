import {
  getCountries,
  getCountryCallingCode,
  Metadata,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';

/** What people and spreadsheets put between the digits; everything else makes it no number. */
const SEPARATORS = /[\s().\u2010-\u2015/-]+/g;
/** E.164 allows 15 digits; shorter than 7 is a short code, which belongs to no person. */
const DIGITS = /^[1-9]\d{6,14}$/;

/**
 * Numbers that libphonenumber takes as they are, ten times slower: the country code exists, and no
 * national or carrier prefix of its countries begins with the digits that follow. A test compares the two.
 */
const COMPLETE =
  /^(?:(?:1|20|27|3[0-4]|4[013-9]|51|6[0-6]|8[124]|9[0-2]|353|358|420|852|971)[2-9]|861[3-689])/;
/** So many digits say whether `COMPLETE` matches. */
export const TELLING_DIGITS = 4;

/** Whether every number that begins with these digits (`TELLING_DIGITS` or more) is one as it is. */
export function isCompleteNumber(digits: string): boolean {
  return COMPLETE.test(digits);
}

/**
 * A mobile number with its country code, as E.164 digits without plus sign; null when the text is
 * none. Takes `+46 70-123 45 67`, `0046701234567`, `+44 (0)20 …` and, as TeleMessage writes them
 * (FACTS 2.2), `46701234567`. Never guesses a country: a number without its code, or with a code that
 * does not exist, gives null. A number its country has not handed out yet is still a number.
 */
export function normaliseMobileNumber(text: string): string | null {
  const digits = text
    .trim()
    .replace('(0)', '')
    .replace(SEPARATORS, '')
    .replace(/^(?:\+|00)/, '');
  if (!DIGITS.test(digits)) return null;
  if (isCompleteNumber(digits)) return digits;

  // Knows the country codes, and drops a national zero that was left in (4402071… is 442071…).
  return parsePhoneNumberFromString(`+${digits}`)?.number.slice(1) ?? null;
}

/**
 * E.164 digits as they are printed: `+46 70 123 45 67`. With the country code in every language,
 * because a mapping file needs it, and read back by `normaliseMobileNumber`.
 */
export function formatMobileNumber(digits: string): string {
  return parsePhoneNumberFromString(`+${digits}`)?.formatInternational() ?? digits;
}

const LONGEST_COUNTRY_CODE = 3;
const usualLengths: { byCode?: ReadonlyMap<string, ReadonlySet<number>> } = {};

/**
 * Whether numbers of its country have so many digits. A spreadsheet that drops the leading zero of a
 * number without country code leaves one that begins like a number of another country: `0701234567`
 * becomes `701234567`, two digits too short for +7.
 * @param digits as `normaliseMobileNumber` gives them
 */
export function hasUsualLength(digits: string): boolean {
  const byCode = (usualLengths.byCode ??= readUsualLengths());
  for (let length = 1; length <= LONGEST_COUNTRY_CODE; length += 1) {
    const lengths = byCode.get(digits.slice(0, length));
    if (lengths !== undefined) return lengths.has(digits.length - length);
  }
  return true;
}

/** Digits after the country code, of all countries that share it. */
function readUsualLengths(): ReadonlyMap<string, ReadonlySet<number>> {
  const metadata = new Metadata();
  const byCode = new Map<string, Set<number>>();
  for (const country of getCountries()) {
    metadata.selectNumberingPlan(country);
    const code = getCountryCallingCode(country);
    const lengths = byCode.get(code) ?? new Set();
    byCode.set(code, lengths);
    for (const length of metadata.numberingPlan?.possibleLengths() ?? []) lengths.add(length);
  }
  return byCode;
}
