import type { UnmatchedPerson } from '#lib/domain/coverage/coverage-lists.ts';
import type { CoverageResult } from '#lib/domain/coverage/coverage-result.ts';
import type { MailboxIndex } from '#lib/domain/matching/mailbox-index.ts';
import type { ParticipantMatch, UnmatchedParticipant } from '#lib/domain/matching/match-item.ts';

/** Counts people, each once however many messages they are on. */
export type PeopleTally = {
  /** Those of one item. */
  add(people: readonly ParticipantMatch[]): void;
  merge(other: PeopleTally): void;
  counts(): CoverageResult['participants'];
  /** Those with most unmatched messages first. */
  listUnmatched(atMost: number): UnmatchedPerson[];
  /** For `merge`. */
  readonly people: ReadonlyMap<string, Person>;
};

type Person = {
  readonly name: string | null;
  readonly mobileNumber: string | null;
  readonly emailAddress: string | null;
  items: number;
  byFile: number;
  unmatched: number;
  readonly reasons: Set<UnmatchedParticipant['reason']>;
  isAmbiguous: boolean;
};

export function createPeopleTally(mailboxes: MailboxIndex): PeopleTally {
  const people = new Map<string, Person>();

  function addOne({ participant, match, problem }: ParticipantMatch): void {
    const { displayName: name, mobileNumber, emailAddress } = participant;
    const key = keyOf(participant);
    let person = people.get(key);
    if (person === undefined) {
      person = { name, mobileNumber, emailAddress, ...nothingYet() };
      people.set(key, person);
    }
    person.items += 1;
    if (match?.rule === 'mapping-file') person.byFile += 1;
    if (match !== null || problem === null) return;
    person.unmatched += 1;
    person.reasons.add(problem.reason);
    const named = [emailAddress, problem.row?.mailbox];
    if (named.some((address) => address != null && mailboxes.isDisputed(address))) {
      person.isAmbiguous = true;
    }
  }

  return {
    people,
    add(ofItem) {
      for (const each of ofItem) addOne(each);
    },
    merge(other) {
      for (const [key, more] of other.people) {
        const person = people.get(key);
        if (person === undefined) people.set(key, more);
        else mergePerson(person, more);
      }
    },
    counts: () => countPeople([...people.values()]),
    listUnmatched: (atMost) =>
      [...people.values()]
        .filter(({ unmatched }) => unmatched > 0)
        .toSorted((one, other) => other.unmatched - one.unmatched)
        .slice(0, atMost)
        .map(({ name, mobileNumber, emailAddress, items, unmatched, reasons, isAmbiguous }) => ({
          name,
          mobileNumber,
          emailAddress,
          items,
          unmatched,
          reasons: [...reasons],
          isAmbiguous,
        })),
  };
}

function nothingYet() {
  return { items: 0, byFile: 0, unmatched: 0, reasons: new Set<never>(), isAmbiguous: false };
}

/** Two people of whom nothing but the name is known are told apart by it. */
function keyOf({ displayName, mobileNumber, emailAddress }: ParticipantMatch['participant']) {
  if (mobileNumber === null && emailAddress === null) return `name ${displayName ?? ''}`;
  return `${mobileNumber ?? ''} ${emailAddress ?? ''}`;
}

function mergePerson(person: Person, more: Person): void {
  person.items += more.items;
  person.byFile += more.byFile;
  person.unmatched += more.unmatched;
  for (const reason of more.reasons) person.reasons.add(reason);
  person.isAmbiguous ||= more.isAmbiguous;
}

function countPeople(people: readonly Person[]): CoverageResult['participants'] {
  const unmatched = people.filter((person) => person.unmatched > 0);
  const matched = people.filter((person) => person.unmatched === 0);
  const byFile = matched.filter((person) => person.byFile > 0).length;
  return {
    seen: people.length,
    byFile,
    byEmail: matched.length - byFile,
    unmatched: unmatched.length,
    unmatchedSometimes: unmatched.filter((person) => person.unmatched < person.items).length,
    ambiguous: unmatched.filter((person) => person.isAmbiguous).length,
  };
}
