import { expect, test } from 'vitest';
import { parseMappingFile } from './parse-mapping-file.ts';
import { checkMappingFile, isUsable } from './check-mapping-file.ts';

const header = 'External User ID,Microsoft 365 User Mailbox\n';

function check(text: string) {
  return checkMappingFile(parseMappingFile(new TextEncoder().encode(text)));
}

test('a check shows errors before warnings and says how many there are', () => {
  const result = check(
    `${header}46701234567,jonas@fjord.example\n46701234567,jonas@fjord.example\nx,maja@fjord.example`,
  );

  expect(result).toMatchObject({
    rowCount: 2,
    errorCount: 1,
    problems: [
      { line: 4, code: 'number-has-letters' },
      { line: 3, code: 'row-repeated' },
    ],
  });
  expect(isUsable(result)).toBe(false);
});

test('a file with warnings alone can be used, an unreadable one cannot', () => {
  const repeated = '46701234567,jonas@fjord.example\n'.repeat(2);

  expect(isUsable(check(header + repeated))).toBe(true);
  expect(isUsable(check(''))).toBe(false);
});

test('a check shows the first ten rows as they will be read', () => {
  const rows = Array.from(
    { length: 12 },
    (_, index) => `+46 70 123 45 ${index + 10},u@fjord.example`,
  );
  const result = check(header + rows.join('\n'));

  expect(result.state === 'read' && result.preview).toHaveLength(10);
  expect(result).toMatchObject({ rowCount: 12 });
});
