import { addressParser, type Address } from 'postal-mime';
import { z } from 'zod';
import type { Participant } from '#lib/domain/items/item.ts';
import type { MailHeaders } from '#lib/domain/items/read-headers.ts';
import { rememberAnswers } from '#lib/domain/items/remember-answers.ts';
import { toStorableText } from '#lib/domain/items/storable-text.ts';
import { normaliseMobileNumber } from '#lib/domain/mobile-number.ts';

/** `Jonas Berg 46701234567`, `Jonas Berg (+46701234567)`, `Jonas Berg +46 70 123 45 67`. */
const NAME_AND_NUMBER = /^(.*?)(?:^|\s)\(?(\+[\d\s-]+\d|\d{7,})\)?$/;
/** Reserved for what does not exist (RFC 2606): the source writes it for people without e-mail. */
const PLACEHOLDER_DOMAIN = /(?:^|\.)invalid$/;

/** More than any name; keeps the pattern above from being fed megabytes. */
const LONGEST_NAME = 256;

const addressSchema = z.email({ pattern: /^[^\s@<>",;]{1,64}@[^\s@<>",;]{1,255}$/ });

/**
 * Everybody on the item, once each, the sender first. `userEmails` is the item's *User's Email
 * address* property, which names every participant that has one (FACTS 1.1): whoever is only there
 * is a participant too.
 */
export function readParticipants(
  headers: MailHeaders,
  userEmails: string | null,
): readonly Participant[] {
  const seen = new Map<string, Participant>();
  const add = (participant: Participant) => {
    const { displayName, mobileNumber, emailAddress } = participant;
    const isKnownByName = mobileNumber === null && emailAddress === null;
    const key = JSON.stringify([mobileNumber, emailAddress, isKnownByName && displayName]);
    if (!seen.has(key)) seen.set(key, participant);
  };

  const [from = ''] = headers.get('from') ?? [];
  for (const person of readAddressList(from)[0] ?? []) add({ ...person, role: 'from' });
  for (const name of ['to', 'cc', 'bcc']) {
    for (const person of (headers.get(name) ?? []).flatMap(readAddressList).flat()) {
      add({ ...person, role: 'to' });
    }
  }

  const known = new Set([...seen.values()].map(({ emailAddress }) => emailAddress));
  for (const person of readAddressList(userEmails ?? '').flat()) {
    const { emailAddress } = person;
    if (emailAddress !== null && !known.has(emailAddress)) add({ ...person, role: 'to' });
  }
  return [...seen.values()];
}

type Person = Omit<Participant, 'role'>;

/** The same people write all day. */
const REMEMBERED_LISTS = 10_000;

/** Each address of a list, or each group of them. */
const readAddressList = rememberAnswers(
  (list): readonly (readonly Person[])[] => addressParser(list).map(readAddress),
  REMEMBERED_LISTS,
);

function readAddress(entry: Address): readonly Person[] {
  const mailboxes = entry.group === undefined ? [entry] : entry.group;
  return mailboxes
    .filter(({ name, address }) => name.trim() !== '' || address.trim() !== '')
    .map(toPerson);
}

function toPerson({ name, address }: { name: string; address: string }): Person {
  const text = toStorableText(name.slice(0, LONGEST_NAME));
  const [, nameBefore, digits] = NAME_AND_NUMBER.exec(text) ?? [];
  const numberInName = normaliseMobileNumber(digits ?? '');
  const [localPart = '', domain = ''] = toStorableText(address).toLowerCase().split('@');
  return {
    displayName: (numberInName === null ? text : toStorableText(nameBefore ?? '')) || null,
    mobileNumber: numberInName ?? normaliseMobileNumber(localPart),
    emailAddress: PLACEHOLDER_DOMAIN.test(domain) ? null : parseEmailAddress(address),
  };
}

/** In lower case, or null when it is none. */
export function parseEmailAddress(text: string): string | null {
  const parsed = addressSchema.safeParse(toStorableText(text).toLowerCase());
  return parsed.success ? parsed.data : null;
}
