import { describe, expect, test } from 'vitest';
import { findHolder, type MappingRow } from './mapping-history.ts';

const NUMBER = '46701234567';
const JONAS = 'jonas@fjord.example';
const MAJA = 'maja@fjord.example';

type Row = readonly [mailbox: string, from?: string | null, until?: string | null];
type File = readonly [uploadedOn: string, ...rows: readonly Row[]];

/** Who had the number on a day at noon; files are uploaded at midnight. */
function holderOn(day: string | null, files: readonly File[]) {
  const versions = files.map(([uploadedOn], index) => ({
    id: `v${index + 1}`,
    uploadedAt: midnight(uploadedOn),
  }));
  const rows = new Map<string, MappingRow[]>(
    files.flatMap(([, ...rows], index) =>
      rows.length === 0 ? [] : [[`v${index + 1}`, rows.map(toRow)] as const],
    ),
  );
  const history = {
    versions: versions.reverse(),
    rowsOf: (_number: string, versionId: string) => rows.get(versionId) ?? [],
  };
  const holder = findHolder(history, NUMBER, day === null ? null : new Date(`${day}T12:00:00Z`));
  if (holder.state !== 'known') return holder.state;
  const when = holder.isLaterMention ? ', later' : '';
  return `${holder.row.mailbox} by ${holder.versionId}${when}`;
}

function toRow([mailbox, from, until]: Row, index: number): MappingRow {
  const edge = (day: string | null | undefined) => (day ? midnight(day) : null);
  return { line: index + 2, mailbox, holdsFrom: edge(from), holdsUntil: edge(until) };
}

function midnight(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

describe('who had a number', () => {
  test('is nobody while no file lists it', () => {
    expect(holderOn('2026-03-15', [])).toBe('unlisted');
    expect(holderOn('2026-03-15', [['2026-01-01']])).toBe('unlisted');
  });

  test('is whom the file of that time names, not the file of today', () => {
    const files: File[] = [
      ['2026-01-01', [JONAS]],
      ['2026-04-01', [MAJA]],
    ];
    expect(holderOn('2026-03-31', files)).toBe(`${JONAS} by v1`);
    expect(holderOn('2026-04-01', files)).toBe(`${MAJA} by v2`);
  });

  test("before the connector's first file is whom that file names", () => {
    const files: File[] = [
      ['2026-01-01', [JONAS]],
      ['2026-04-01', [MAJA]],
    ];
    expect(holderOn('2025-12-31', files)).toBe(`${JONAS} by v1`);
  });

  test('is a person who was forgotten, from the first file that lists the number', () => {
    const files: File[] = [['2026-01-01'], ['2026-04-01', [MAJA]], ['2026-05-01', [JONAS]]];
    expect(holderOn('2026-03-15', files)).toBe(`${MAJA} by v2, later`);
    expect(holderOn('2025-12-31', files)).toBe(`${MAJA} by v2, later`);
  });

  test('is who a later file gives the number for that time', () => {
    const files: File[] = [
      ['2026-01-01', [JONAS]],
      ['2026-03-20', [JONAS, null, '2026-03-10'], [MAJA, '2026-03-10']],
      ['2026-05-01', [MAJA]],
    ];
    expect(holderOn('2026-03-09', files)).toBe(`${JONAS} by v2`);
    expect(holderOn('2026-03-12', files)).toBe(`${MAJA} by v2`);
    expect(holderOn('2026-06-01', files)).toBe(`${MAJA} by v3`);
  });

  test('is nobody in a gap that a later file leaves', () => {
    const files: File[] = [
      ['2026-01-01', [JONAS]],
      ['2026-04-20', [JONAS, null, '2026-03-01'], [MAJA, '2026-04-01']],
    ];
    expect(holderOn('2026-03-15', files)).toBe('not-at-that-time');
  });

  test('stays whom the earlier file names when a later one only says who has it from when', () => {
    const files: File[] = [
      ['2026-01-01', [JONAS]],
      ['2026-03-20', [MAJA, '2026-04-01']],
    ];
    expect(holderOn('2026-03-15', files)).toBe(`${JONAS} by v1`);
    expect(holderOn('2026-03-25', files)).toBe(`${JONAS} by v1`);
    expect(holderOn('2026-04-01', files)).toBe(`${MAJA} by v2`);
  });

  test('is not a person to whom a later file gives the number from a later day only', () => {
    const files: File[] = [
      ['2026-01-01', [MAJA]],
      ['2026-03-20', [MAJA, '2026-04-01']],
    ];
    expect(holderOn('2026-03-15', files)).toBe('not-at-that-time');
  });

  test('is nobody after a file that drops the number, until one lists it again', () => {
    const files: File[] = [['2026-01-01', [JONAS]], ['2026-02-01'], ['2026-04-01', [MAJA]]];
    expect(holderOn('2026-01-15', files)).toBe(`${JONAS} by v1`);
    expect(holderOn('2026-03-15', files)).toBe('not-at-that-time');
    expect(holderOn('2026-04-15', files)).toBe(`${MAJA} by v3`);
  });

  test('is not decided by a period of a file that another has replaced', () => {
    const files: File[] = [
      ['2026-01-01', [JONAS, '2025-01-01', '2026-06-01']],
      ['2026-04-01', [MAJA]],
    ];
    expect(holderOn('2026-03-15', files)).toBe(`${JONAS} by v1`);
    expect(holderOn('2026-04-15', files)).toBe(`${MAJA} by v2`);
  });

  test('is known without a date only where every file agrees for ever', () => {
    expect(
      holderOn(null, [
        ['2026-01-01', [JONAS]],
        ['2026-02-01', [JONAS]],
      ]),
    ).toBe(`${JONAS} by v2`);
    expect(
      holderOn(null, [
        ['2026-01-01', [JONAS]],
        ['2026-02-01', [MAJA]],
      ]),
    ).toBe('not-at-that-time');
    expect(holderOn(null, [['2026-01-01', [JONAS]], ['2026-02-01']])).toBe('not-at-that-time');
    expect(holderOn(null, [['2026-01-01', [JONAS, '2025-01-01']]])).toBe('not-at-that-time');
  });
});
