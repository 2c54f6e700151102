/** A row of the mapping file and the time for which it holds; null is without limit. */
export type MappingRow = {
  readonly line: number;
  /** Lower case. */
  readonly mailbox: string;
  readonly holdsFrom: Date | null;
  readonly holdsUntil: Date | null;
};

export type MappingVersion = {
  readonly id: string;
  readonly uploadedAt: Date;
};

/** What every version of a connector's mapping file, up to the run's own, says of some numbers. */
export type MappingHistory = {
  /** Newest first. */
  readonly versions: readonly MappingVersion[];
  /** What a version says of a mobile number (E.164 digits), in the order of the file; empty: nothing. */
  readonly rowsOf: (mobileNumber: string, versionId: string) => readonly MappingRow[];
};

export type Holder =
  | {
      readonly state: 'known';
      readonly versionId: string;
      readonly row: MappingRow;
      /**
       * The number was in no file yet at the time of the message: the first file that lists it
       * decides, after the e-mail address.
       */
      readonly isLaterMention: boolean;
    }
  /** No file lists the number: or files do, but none says who had it at the time of the message. */
  | { readonly state: 'unlisted' | 'not-at-that-time' };

type Statement =
  | { readonly says: 'row'; readonly row: MappingRow }
  | { readonly says: 'nobody' }
  /** Nothing about that time, but that these do not have the number yet. */
  | { readonly says: 'nothing'; readonly notYet: readonly string[] };

const NOT_AT_THAT_TIME: Holder = { state: 'not-at-that-time' };
const UNLISTED: Holder = { state: 'unlisted' };
const NOBODY_YET: ReadonlySet<string> = new Set();

type RowsOfVersion = (version: MappingVersion) => readonly MappingRow[];

/**
 * Who had the number when the message was sent (docs/matching.md has the rule in words). Numbers are
 * reassigned (FACTS 3.6), so where the files leave it open nobody had it: a message that is held can
 * be matched later, one in another person's mailbox cannot be taken back.
 */
export function findHolder(
  { versions, rowsOf }: MappingHistory,
  mobileNumber: string,
  at: Date | null,
): Holder {
  const rowsIn: RowsOfVersion = ({ id }) => rowsOf(mobileNumber, id);
  if (at === null) return findUndisputedHolder(versions, rowsIn);

  let notYet = NOBODY_YET;
  for (const version of versions) {
    const rows = rowsIn(version);
    const isInForce = version.uploadedAt.getTime() <= at.getTime();
    const statement = readStatement(rows, at, isInForce);
    if (statement.says === 'row') {
      return notYet.has(statement.row.mailbox) ? NOT_AT_THAT_TIME : known(version, statement.row);
    }
    if (statement.says === 'nobody') return NOT_AT_THAT_TIME;
    if (statement.notYet.length > 0) notYet = new Set([...notYet, ...statement.notYet]);
    // A file that does not list the number any more has taken it from everybody before.
    if (isInForce && rows.length === 0) break;
  }
  return findFirstHolder(versions, rowsIn, { at, notYet });
}

function readStatement(rows: readonly MappingRow[], at: Date, isInForce: boolean): Statement {
  if (rows.length === 0) return { says: 'nothing', notYet: [] };

  // What is uploaded without a period holds from the upload on: it says nothing of the past.
  const row = rows.find((candidate) => holdsAt(candidate, at) && (isInForce || isDated(candidate)));
  if (row !== undefined) return { says: 'row', row };
  if (!rows.every(isDated)) return { says: 'nothing', notYet: [] };
  if (rows.some((ended) => ended.holdsUntil !== null && ended.holdsUntil <= at)) {
    return { says: 'nobody' };
  }
  return { says: 'nothing', notYet: rows.map(({ mailbox }) => mailbox) };
}

/**
 * The first file that lists a number speaks for the time before it as well: so a person who was
 * forgotten in the file gets, after a replay, what was held. A connector's very first file has no file
 * before it from which anybody was missing.
 */
function findFirstHolder(
  versions: readonly MappingVersion[],
  rowsIn: RowsOfVersion,
  { at, notYet }: { readonly at: Date; readonly notYet: ReadonlySet<string> },
): Holder {
  const first = versions.findLast((version) => rowsIn(version).length > 0);
  if (first === undefined) return UNLISTED;
  if (first.uploadedAt <= at) return NOT_AT_THAT_TIME;
  const row = rowsIn(first).find((candidate) => !isDated(candidate));
  if (row === undefined || notYet.has(row.mailbox)) return NOT_AT_THAT_TIME;
  return known(first, row, first !== versions.at(-1));
}

function known({ id }: MappingVersion, row: MappingRow, isLaterMention = false): Holder {
  return { state: 'known', versionId: id, row, isLaterMention };
}

/** For a message without a date: somebody who had the number in every file, for ever. */
function findUndisputedHolder(versions: readonly MappingVersion[], rowsIn: RowsOfVersion): Holder {
  const all = versions.flatMap(rowsIn);
  if (all.length === 0) return UNLISTED;
  const [current] = versions;
  const row = current && rowsIn(current)[0];
  const isUndisputed = all.every((other) => !isDated(other) && other.mailbox === row?.mailbox);
  if (current === undefined || row === undefined || !isUndisputed) return NOT_AT_THAT_TIME;
  return known(current, row);
}

function isDated({ holdsFrom, holdsUntil }: MappingRow): boolean {
  return holdsFrom !== null || holdsUntil !== null;
}

function holdsAt({ holdsFrom, holdsUntil }: MappingRow, at: Date): boolean {
  return (holdsFrom === null || holdsFrom <= at) && (holdsUntil === null || at < holdsUntil);
}
