import { createHash } from 'node:crypto';
import type { Participant } from '#lib/domain/items/item.ts';
import { parseEmailAddress } from '#lib/domain/items/participants.ts';
import type { MessageRecord, RecordPerson } from '#lib/domain/items/records/record-schema.ts';
import { toStorableText } from '#lib/domain/items/storable-text.ts';
import { normaliseMobileNumber } from '#lib/domain/mobile-number.ts';

/** Somebody on a record, as far as it says who that is. */
export type RecordParticipant = Participant & {
  /** What tells this one from others: number, address, or whatever the record calls them. */
  readonly identity: string;
  /** For people to read: the name, else whatever the record calls them. */
  readonly label: string;
};

export type People = {
  readonly from: RecordParticipant | null;
  readonly to: readonly RecordParticipant[];
};

/** What a header can hold without quotes and encoding: nobody can take it for another address. */
const PLAIN_ADDRESS =
  /^[\w!#$%&'*+/^`{|}~-]+(?:\.[\w!#$%&'*+/^`{|}~-]+)*@[a-z\d-]+(?:\.[a-z\d-]+)*$/;

/** More than any name, number or address. */
const LONGEST_NAME = 256;

/**
 * Everybody on a record, once each. `fromEnriched` and `toEnriched` say who is behind the numbers of
 * `from` and `to`; somebody who is only there is a participant, too. The other ends of a call are in
 * `callInfo` (FACTS 3.5).
 */
export function readPeople(record: MessageRecord): People {
  const { from, fromEnriched, to, toEnriched, callInfo } = record;
  const numberOf = numberReader();
  const key = (value: string | null) => numberOf(clean(value)) ?? clean(value).toLowerCase();
  const named = new Map(toEnriched.map((person) => [key(person.value), person]));
  const sender = { ...(fromEnriched ?? NOBODY), ...(from !== null && { value: from }) };

  const numbers = [...to, ...callInfo.flatMap(({ recipientNum }) => recipientNum ?? [])];
  const others = new Map<string, RecordPerson>();
  for (const value of numbers) {
    const person = named.get(key(value)) ?? NOBODY;
    if (!others.has(key(value))) others.set(key(value), { ...person, value });
  }
  const unnumbered = toEnriched.filter(({ value }) => !others.has(key(value)));

  const everybody = new Map<string, RecordParticipant>();
  const add = (person: RecordPerson, role: Participant['role']) => {
    const participant = toParticipant(person, numberOf(clean(person.value)), role);
    if (participant !== null && !everybody.has(participant.identity)) {
      everybody.set(participant.identity, participant);
    }
  };
  add(sender, 'from');
  for (const person of [...others.values(), ...unnumbered]) add(person, 'to');
  const people = [...everybody.values()];
  return {
    from: people.find(({ role }) => role === 'from') ?? null,
    to: people.filter(({ role }) => role === 'to'),
  };
}

const NOBODY: RecordPerson = { value: null, firstName: null, lastName: null, email: null };

/** The same few numbers stand in several fields of a record, and reading one takes its time. */
function numberReader(): (called: string) => string | null {
  const known = new Map<string, string | null>();
  return (called) => {
    const number = known.get(called) ?? (known.has(called) ? null : normaliseMobileNumber(called));
    known.set(called, number);
    return number;
  };
}

function toParticipant(
  { value, firstName, lastName, email }: RecordPerson,
  mobileNumber: string | null,
  role: Participant['role'],
): RecordParticipant | null {
  const called = clean(value);
  const name = [firstName, lastName].map(clean).filter(Boolean).join(' ');
  // A picture message may go to an e-mail address instead of a number.
  const emailAddress =
    parseEmailAddress(clean(email)) ?? (mobileNumber === null ? parseEmailAddress(called) : null);
  const identity = (mobileNumber ?? called.toLowerCase()) || (emailAddress ?? name);
  if (identity === '') return null;
  // A short code or a sender's name ("72404", "Bank") is all that is known of some.
  const isNameItself = mobileNumber === null && called.toLowerCase() !== emailAddress;
  return {
    displayName: name || (isNameItself && called) || null,
    mobileNumber,
    emailAddress,
    role,
    identity,
    label: name || called || identity,
  };
}

/** An address for a header: the e-mail address, or one that cannot exist (RFC 2606). */
export function headerAddressOf({
  emailAddress,
  mobileNumber,
  identity,
}: RecordParticipant): string {
  if (emailAddress !== null && PLAIN_ADDRESS.test(emailAddress)) return emailAddress;
  const localPart =
    mobileNumber ?? `unknown-${createHash('sha256').update(identity).digest('hex').slice(0, 16)}`;
  return `${localPart}@no-email.invalid`;
}

function clean(text: string | null): string {
  return toStorableText((text ?? '').slice(0, LONGEST_NAME));
}
