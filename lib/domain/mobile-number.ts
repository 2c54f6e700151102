import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** What people and spreadsheets put between the digits; everything else makes it no number. */
const SEPARATORS = /[\s().\u2010-\u2015/-]+/g;
/** E.164 allows 15 digits; shorter than 7 is a short code, which belongs to no person. */
const DIGITS = /^[1-9]\d{6,14}$/;

/**
 * Numbers that libphonenumber takes as they are, ten times slower: the country code exists, and no
 * national prefix of its countries (0, or 1 in North America) begins with the digit that follows. A
 * test compares the two.
 */
const COMPLETE = /^(?:1|3[0-4]|4[13-9]|65|91|353|358|420|971)[2-9]/;

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
  if (COMPLETE.test(digits)) return digits;

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
