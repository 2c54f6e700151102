import { describe, expect, test } from 'vitest';
import { LARGEST_MAPPING_FILE_BYTES, parseMappingFile } from './parse-mapping-file.ts';

const HEADER = 'External User ID,Microsoft 365 User Mailbox';

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function read(file: string | Uint8Array) {
  const parsed = parseMappingFile(typeof file === 'string' ? utf8(file) : file);
  if (parsed.state !== 'read') throw new Error(`unreadable: ${parsed.reason}`);
  return { ...parsed, rows: [...parsed.rows] };
}

function refusal(file: string | Uint8Array) {
  const parsed = parseMappingFile(typeof file === 'string' ? utf8(file) : file);
  return parsed.state === 'unreadable' ? parsed.reason : null;
}

function problemsOf(...rows: string[]) {
  return read([HEADER, ...rows].join('\n')).problems.map(({ line, code }) => [line, code]);
}

describe('the header', () => {
  test.each([
    ['TeleMessage spelling', 'External User ID,Microsoft 365 User Mailbox', ','],
    ['Microsoft spelling', 'ExternalUserId,O365UserMailbox', ','],
    ['other case and spaces', ' external  user id ;MICROSOFT 365 USER MAILBOX', ';'],
    ['plain words', 'Mobile number\tE-mail', '\t'],
    ['quotes', '"External_User_ID","Mailbox"', ','],
  ])('is known in %s', (_, header, delimiter) => {
    const row = ['46701234567', 'jonas.berg@fjord.example'].join(delimiter);

    expect(read(`${header}\r\n${row}\r\n`)).toMatchObject({
      delimiter,
      hasHeader: true,
      rows: [{ line: 2, mobileNumber: '46701234567', mailbox: 'jonas.berg@fjord.example' }],
      problems: [],
    });
  });

  test('may have its columns in another order, and columns that mean nothing here', () => {
    const file = read('Name;Mailbox;Mobile number\nJonas;JONAS@fjord.example;46701234567');

    expect(file.rows).toMatchObject([
      { mobileNumber: '46701234567', mailbox: 'jonas@fjord.example' },
    ]);
    expect(file.ignoredColumns).toEqual(['Name']);
  });

  test('may be missing when the first row is a number and a mailbox', () => {
    const file = read('46701234567,jonas@fjord.example\n46701234568,maja@fjord.example');

    expect(file.hasHeader).toBe(false);
    expect(file.rows.map(({ line }) => line)).toEqual([1, 2]);
  });

  test('may come after empty lines and after the line by which Excel names the delimiter', () => {
    const file = read(`sep=;\n\n${HEADER.replace(',', ';')}\n46701234567;jonas@fjord.example`);

    expect(file.rows).toMatchObject([{ line: 4 }]);
    expect(file.problems).toEqual([]);
  });

  test('is refused with its names when a column is missing or there twice', () => {
    expect(parseMappingFile(utf8('Name;Telefon\nJonas;46701234567'))).toEqual({
      state: 'unreadable',
      reason: 'columns-unknown',
      columnNames: ['Name', 'Telefon'],
    });
    expect(parseMappingFile(utf8('Phone,Mobile,Mailbox\n1,2,3'))).toEqual({
      state: 'unreadable',
      reason: 'columns-ambiguous',
      columnNames: ['Phone', 'Mobile'],
    });
  });
});

describe('the text', () => {
  const text = 'Mobile number;Mailbox;Name\n46701234567;jonas@fjord.example;Søren';

  test('may be UTF-8 with a byte order mark', () => {
    expect(read(`\uFEFF${text}`)).toMatchObject({ encoding: 'utf-8', rows: [{ line: 2 }] });
  });

  test.each([true, false])('may be UTF-16, low byte first (byte order mark: %s)', (hasMark) => {
    const bytes = Buffer.from(hasMark ? `\uFEFF${text}` : text, 'utf16le');

    expect(read(bytes)).toMatchObject({ encoding: 'utf-16le', rows: [{ line: 2 }] });
  });

  test('may be UTF-16, high byte first', () => {
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();

    expect(read(bytes)).toMatchObject({ encoding: 'utf-16be', rows: [{ line: 2 }] });
  });

  test('may be in the code page of Western Windows', () => {
    expect(read(Buffer.from(text, 'latin1'))).toMatchObject({
      encoding: 'windows-1252',
      rows: [{ line: 2 }],
    });
  });

  test('may have lines ended by CR alone', () => {
    expect(read(text.replaceAll('\n', '\r')).rows).toHaveLength(1);
  });

  test('is refused when it is a workbook, no text, empty, without rows or too large', () => {
    expect(refusal(Uint8Array.from([0x50, 0x4b, 3, 4, 20]))).toBe('workbook');
    expect(refusal(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0]))).toBe('workbook');
    expect(refusal(Uint8Array.from([0, 0, 0, 7, 1, 2]))).toBe('not-text');
    expect(refusal('')).toBe('empty');
    expect(refusal(' \r\n\t\r\n')).toBe('empty');
    expect(refusal(`${HEADER}\r\n,\r\n`)).toBe('no-rows');
    expect(refusal(new Uint8Array(LARGEST_MAPPING_FILE_BYTES + 1))).toBe('too-large');
  });
});

describe('a number', () => {
  test.each([
    '46701234567',
    '+46 70-123 45 67',
    '0046701234567',
    "'46701234567",
    '\u00a046701234567 ',
    '="46701234567"',
    '"=""46701234567"""',
    '+46 (0)70 123 45 67',
  ])('is read from %s', (cell) => {
    const file = read(`${HEADER}\n${cell},jonas@fjord.example`);

    expect(file.problems).toEqual([]);
    expect(file.rows).toMatchObject([{ mobileNumber: '46701234567' }]);
  });

  test.each([
    ['4.67012E+10', 'number-shortened'],
    ['"4,67012E+10"', 'number-shortened'],
    ['467E8', 'number-shortened'],
    ['', 'number-missing'],
    ['0701234567', 'number-without-country-code'],
    ['jonas.berg', 'number-has-letters'],
    ['70123', 'number-length'],
    ['4670123456789012', 'number-length'],
    ['999123456789', 'number-country-code-unknown'],
  ])('is refused as %s: %s', (cell, code) => {
    expect(problemsOf(`${cell},jonas@fjord.example`)).toEqual([[2, code]]);
  });

  test('keeps the text of the cell in its problem', () => {
    expect(read(`${HEADER}\n4.67012E+10,jonas@fjord.example`).problems).toEqual([
      { line: 2, code: 'number-shortened', value: '4.67012E+10' },
    ]);
  });
});

describe('a mailbox', () => {
  test('is read in lower case, without mailto and spaces', () => {
    expect(read(`${HEADER}\n46701234567, mailto:Jonas.Berg@Fjord.example `).rows).toMatchObject([
      { mailbox: 'jonas.berg@fjord.example' },
    ]);
  });

  test('may have an internationalised domain, which is kept in its ASCII form', () => {
    expect(read(`${HEADER}\n46701234567,anna@Møre.example`).rows).toMatchObject([
      { mailbox: 'anna@xn--mre-0na.example' },
    ]);
  });

  test('is refused when it is missing or no address', () => {
    expect(
      problemsOf(
        '46701234567,',
        '46701234568',
        '46701234569,jonas',
        '46701234570,Jonas <jonas@fjord.example>',
      ),
    ).toEqual([
      [2, 'mailbox-missing'],
      [3, 'mailbox-missing'],
      [4, 'mailbox-invalid'],
      [5, 'mailbox-invalid'],
    ]);
  });

  test('in the place of the number is one problem, not two', () => {
    expect(problemsOf('jonas@fjord.example,46701234567')).toEqual([[2, 'columns-swapped']]);
  });
});

describe('two rows of one number', () => {
  test('with the same mailbox are a warning that names the first', () => {
    const file = read(
      `${HEADER}\n46701234567,jonas@fjord.example\n+46701234567,Jonas@fjord.example`,
    );

    expect(file.problems).toEqual([
      { line: 3, code: 'row-repeated', value: '46701234567', otherLine: 2 },
    ]);
    expect(file.rows).toHaveLength(2);
  });

  test('with two mailboxes are an error', () => {
    expect(problemsOf('46701234567,jonas@fjord.example', '46701234567,maja@fjord.example')).toEqual(
      [[3, 'number-two-mailboxes']],
    );
  });
});

describe('the time for which a row holds', () => {
  const header = `${HEADER},Holds from,Holds until`;

  test('includes the last day', () => {
    expect(read(`${header}\n46701234567,jonas@fjord.example,2026-03-01,2026-03-31`).rows).toEqual([
      {
        line: 2,
        mobileNumber: '46701234567',
        mailbox: 'jonas@fjord.example',
        holdsFrom: new Date('2026-03-01T00:00:00Z'),
        holdsUntil: new Date('2026-04-01T00:00:00Z'),
      },
    ]);
  });

  test('may be a moment with its offset', () => {
    expect(read(`${header}\n46701234567,jonas@fjord.example,2026-03-01T08:00+02:00,`).rows).toEqual(
      [expect.objectContaining({ holdsFrom: new Date('2026-03-01T06:00:00Z'), holdsUntil: null })],
    );
  });

  test('lets a number pass from one mailbox to the next', () => {
    const file = read(
      [
        header,
        '46701234567,jonas@fjord.example,,2026-03-31',
        '46701234567,maja@fjord.example,2026-04-01,',
      ].join('\n'),
    );

    expect(file.problems).toEqual([]);
    expect(file.rows).toHaveLength(2);
  });

  test('is an error when it overlaps that of another mailbox', () => {
    const file = read(
      [
        header,
        '46701234567,jonas@fjord.example,,2026-04-01',
        '46701234567,maja@fjord.example,2026-04-01,',
      ].join('\n'),
    );

    expect(file.problems).toMatchObject([{ line: 3, code: 'number-two-mailboxes', otherLine: 2 }]);
  });

  test.each(['01/04/2026', '2026-02-30', '1.4.2026', '46113', '2026-04-01T10:00'])(
    'is never guessed from %s',
    (cell) => {
      expect(read(`${header}\n46701234567,jonas@fjord.example,${cell},`).problems).toMatchObject([
        { code: 'date-invalid', value: cell },
      ]);
    },
  );

  test('does not end before it begins', () => {
    expect(
      read(`${header}\n46701234567,jonas@fjord.example,2026-04-02,2026-04-01`).problems,
    ).toMatchObject([{ code: 'period-reversed' }]);
  });
});

describe('rows', () => {
  test('that are empty are a warning in between and nothing at the end', () => {
    expect(
      problemsOf('46701234567,jonas@fjord.example', ',', '46701234568,maja@fjord.example', ',', ''),
    ).toEqual([[3, 'row-empty']]);
  });

  test('are counted as a spreadsheet counts them, line breaks in a cell or not', () => {
    const file = read(
      'Name,Phone,Mailbox\n"Jonas\nBerg",46701234567,jonas@fjord.example\nMaja,,maja@fjord.example',
    );

    expect(file.rows.map(({ line }) => line)).toEqual([2]);
    expect(file.problems).toMatchObject([{ line: 3, code: 'number-missing' }]);
  });

  test('swallowed by a quote that is never closed are an error', () => {
    const codes = problemsOf(
      '46701234567,"jonas@fjord.example',
      '46701234568,maja@fjord.example',
    ).map(([, code]) => code);

    expect(codes).toContain('quote-unclosed');
  });

  test('of a large file keep their numbers', () => {
    const count = 60_000;
    const lines = Array.from({ length: count }, (_, index) => {
      const number = index === 55_000 ? 'x' : `467${String(index).padStart(8, '0')}`;
      return `${number},"user${index}@fjord.example"`;
    });
    const file = read(`${HEADER}\r\n${lines.join('\r\n')}\r\n`);

    expect(file.rows).toHaveLength(count - 1);
    expect(file.rows.at(-1)).toMatchObject({ line: count + 1 });
    expect(file.problems).toEqual([{ line: 55_002, code: 'number-has-letters', value: 'x' }]);
  });

  test('with a quote never closed late in a large file say in which row it opens', () => {
    const lines = Array.from(
      { length: 60_000 },
      (_, index) => `467${String(index).padStart(8, '0')},user${index}@fjord.example`,
    );
    lines[50_000] = '46799999999,"open@fjord.example';

    expect(read(`${HEADER}\n${lines.join('\n')}\n`).problems).toContainEqual({
      line: 50_002,
      code: 'quote-unclosed',
      value: '',
    });
  });
});
