import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { indexMailboxes, type MailboxIndex } from './mailbox-index.ts';
import type { MappingHistory } from './mapping-history.ts';
import { matchItem } from './match-item.ts';

/**
 * A number goes from person to person, and an admin keeps the mapping file. What is required of the
 * admin, and no more (docs/matching.md): a row without dates is true when it is uploaded, a change at
 * any other time has its date, and messages of the new time are imported after the file that tells.
 * Times are in days.
 */
const NUMBER = '46701234567';
const REASSIGNMENTS = 10_000;
const PEOPLE = 6;
/** Everything that happens at one time would hide mistakes of order. */
const MOMENT = 0.01;
const LATEST = 300;

const changeArbitrary = fc.record({
  person: fc.nat(PEOPLE - 1),
  /** With the number; and before that, days in which nobody had it. */
  days: fc.integer({ min: 1, max: 200 }),
  gapDays: fc.oneof(fc.constant(0), fc.nat(60)),
  /** A file without dates at the moment of the change, or one with dates so many days after it. */
  toldAfter: fc.oneof(fc.constant(null), fc.integer({ min: -40, max: 40 })),
  /** Of whom a file with dates tells, besides the new person. */
  tellsOf: fc.constantFrom('nobody', 'previous', 'all'),
  uploadedAgainAfter: fc.option(fc.nat(100), { nil: null }),
});

const worldArbitrary = fc.record({
  changes: fc.array(changeArbitrary, { minLength: 3, maxLength: 6 }),
  leavers: fc.uniqueArray(fc.nat(PEOPLE - 1), { maxLength: 2 }),
  messages: fc.array(fc.record({ tenure: fc.nat(5), share: fc.nat(99), lateDays: fc.nat(400) }), {
    minLength: 5,
    maxLength: 12,
  }),
});

type World = typeof worldArbitrary extends fc.Arbitrary<infer Value> ? Value : never;
type Change = World['changes'][number];
type Tenure = Change & { readonly from: number; readonly until: number };
type Row = { readonly person: number; readonly from: number | null; readonly until: number | null };
type File = { readonly uploadedAt: number; readonly rows: readonly Row[] };

const addressOf = (person: number) => `person.${person}@fjord.example`;
const toDate = (days: number) => new Date(days * 86_400_000);

/** By the mask of who has left. */
const mailboxesWithout = new Map<string, MailboxIndex>();
beforeAll(async () => {
  const everybody = Array.from({ length: PEOPLE }, (_, person) => person);
  for (const one of everybody) {
    for (const other of everybody) {
      const index = await indexMailboxes(mailboxesOf(everybody, [one, other]));
      mailboxesWithout.set(String([one, other]), index);
    }
  }
  mailboxesWithout.set('', await indexMailboxes(mailboxesOf(everybody, [])));
});

async function* mailboxesOf(people: readonly number[], leavers: readonly number[]) {
  for (const person of people) {
    if (!leavers.includes(person)) yield { address: addressOf(person), aliases: [] };
  }
  await Promise.resolve();
}

it('gives nobody the message of another person, in ten thousand reassignments', () => {
  let reassignments = 0;
  let [answerable, delivered] = [0, 0];
  const world = fc.property(worldArbitrary, ({ changes, leavers, messages }) => {
    const tenures = tenuresOf(changes);
    const { files, toldAt } = filesOf(tenures);
    const mailboxes = mailboxesWithout.get(String([...leavers, ...leavers].slice(0, 2)));
    if (mailboxes === undefined) throw new Error('no such directory');
    reassignments += tenures.length - 1;

    for (const message of messages) {
      const index = message.tenure % tenures.length;
      const tenure = tenures[index];
      if (tenure === undefined) continue;
      const end = Math.min(tenure.until, tenure.from + LATEST);
      const sentAt = tenure.from + ((end - tenure.from) * message.share) / 100;
      const importedAt = Math.max(sentAt, toldAt[index] ?? 0) + message.lateDays;
      const person = {
        displayName: null,
        mobileNumber: NUMBER,
        emailAddress: null,
        role: 'to',
      } as const;
      const { mailboxes: found } = matchItem(
        { participants: [person], eventAt: toDate(sentAt) },
        { mapping: historyAt(files, importedAt), isAutomatic: true, mailboxes },
      );
      const others = found.filter(({ mailbox }) => mailbox !== addressOf(tenure.person));
      expect(others).toEqual([]);
      answerable += leavers.includes(tenure.person) ? 0 : 1;
      delivered += found.length;
    }
  });
  fc.assert(world, { numRuns: 4_500 });

  expect(reassignments).toBeGreaterThan(REASSIGNMENTS);
  // To hold everything would be safe as well.
  expect(delivered / answerable).toBeGreaterThan(0.85);
});

function tenuresOf(changes: readonly Change[]): readonly Tenure[] {
  let at = 0;
  return changes.map((change, index) => {
    const from = at + change.gapDays;
    at = from + change.days;
    const isLast = index === changes.length - 1;
    return { ...change, from, until: isLast ? Number.POSITIVE_INFINITY : at };
  });
}

/** What the admin uploads, oldest first, and when the file is there that tells of each tenure. */
function filesOf(tenures: readonly Tenure[]) {
  const files: File[] = [];
  const toldAt: number[] = [];
  const next = () => (files.at(-1)?.uploadedAt ?? Number.NEGATIVE_INFINITY) + MOMENT;
  for (const [index, tenure] of tenures.entries()) {
    const previous = tenures[index - 1];
    const isAtOnce = tenure.toldAfter === null && next() <= tenure.from;
    if (isAtOnce && previous !== undefined && previous.until < tenure.from) {
      // Nobody has the number any more: the file goes without it.
      if (next() <= previous.until) files.push({ uploadedAt: previous.until, rows: [] });
    }
    const uploadedAt = Math.max(tenure.from + (tenure.toldAfter ?? 0), next());
    const rows = isAtOnce
      ? [{ person: tenure.person, from: null, until: null }]
      : datedRows(tenures.slice(0, index), tenure);
    files.push({ uploadedAt, rows });
    toldAt.push(uploadedAt);

    const again = uploadedAt + (tenure.uploadedAgainAfter ?? 0);
    if (again > uploadedAt && again < tenure.until) files.push({ uploadedAt: again, rows });
  }
  return { files, toldAt };
}

function datedRows(earlier: readonly Tenure[], { person, from, tellsOf }: Tenure): readonly Row[] {
  const told = tellsOf === 'all' ? earlier : tellsOf === 'previous' ? earlier.slice(-1) : [];
  return [...told, { person, from, until: null }];
}

function historyAt(files: readonly File[], at: number): MappingHistory {
  const known = files.filter(({ uploadedAt }) => uploadedAt <= at).reverse();
  const rows = new Map(
    known
      .filter((file) => file.rows.length > 0)
      .map((file) => [
        String(file.uploadedAt),
        file.rows.map(({ person, from, until }, index) => ({
          line: index + 2,
          mailbox: addressOf(person),
          holdsFrom: from === null ? null : toDate(from),
          holdsUntil: until === null ? null : toDate(until),
        })),
      ]),
  );
  return {
    versions: known.map(({ uploadedAt }) => ({
      id: String(uploadedAt),
      uploadedAt: toDate(uploadedAt),
    })),
    rowsOf: (mobileNumber, versionId) =>
      mobileNumber === NUMBER ? (rows.get(versionId) ?? []) : [],
  };
}
