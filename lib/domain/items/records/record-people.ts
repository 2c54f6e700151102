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
  const named = new Map(toEnriched.map((person) => [identityOf(person.value), person]));
  const sender = toParticipant({ ...(fromEnriched ?? NOBODY), ...valueOf(from) }, 'from');

  const called = callInfo.flatMap(({ recipientNum }) => recipientNum ?? []);
  const others = [
    ...to.map((value) => ({ ...(named.get(identityOf(value)) ?? NOBODY), value })),
    ...toEnriched,
    ...called.map((value) => ({ ...(named.get(identityOf(value)) ?? NOBODY), value })),
  ].flatMap((person) => toParticipant(person, 'to') ?? []);

  const seen = new Map<string, RecordParticipant>();
  for (const other of others) {
    if (other.identity !== sender?.identity && !seen.has(other.identity)) {
      seen.set(other.identity, other);
    }
  }
  return { from: sender, to: [...seen.values()] };
}

const NOBODY: RecordPerson = { value: null, firstName: null, lastName: null, email: null };

function valueOf(value: string | null): Partial<RecordPerson> {
  return value === null ? {} : { value };
}

function identityOf(value: string | null): string {
  const text = clean(value);
  return normaliseMobileNumber(text) ?? text.toLowerCase();
}

function toParticipant(
  { value, firstName, lastName, email }: RecordPerson,
  role: Participant['role'],
): RecordParticipant | null {
  const called = clean(value);
  const name = [firstName, lastName].map(clean).filter(Boolean).join(' ');
  const mobileNumber = normaliseMobileNumber(called);
  // A picture message may go to an e-mail address instead of a number.
  const emailAddress = parseEmailAddress(clean(email)) ?? parseEmailAddress(called);
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
