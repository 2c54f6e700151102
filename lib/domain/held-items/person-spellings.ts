import { normaliseMobileNumber } from '#lib/domain/mobile-number.ts';

/** How a person may be written in the rows. */
export function personSpellings(person: string): { mobileNumber: string; emailAddress: string } {
  return {
    mobileNumber: normaliseMobileNumber(person) ?? person,
    emailAddress: person.toLowerCase(),
  };
}
