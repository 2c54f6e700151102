import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createMappingFileReader, parseMappingFile } from './parse-mapping-file.ts';

const FOLDER = path.join(import.meta.dirname, 'awkward-files');
/** A row is line, number and mailbox; a problem is line and code. */
const caseSchema = z.union([
  z.strictObject({ file: z.string(), refused: z.string() }),
  z.strictObject({
    file: z.string(),
    rows: z.array(z.tuple([z.int(), z.string(), z.string()])),
    problems: z.array(z.tuple([z.int(), z.string()])),
  }),
]);
const cases = z
  .array(caseSchema)
  .parse(JSON.parse(await readFile(path.join(FOLDER, 'expected.json'), 'utf8')));

test('every awkward file is in the table', async () => {
  const files = (await readdir(FOLDER)).filter((name) => name !== 'expected.json');
  expect(cases.map(({ file }) => file).sort()).toEqual(files.sort());
  expect(files.length).toBeGreaterThanOrEqual(60);
});

describe('a mapping file as programs write it', () => {
  test.each(cases)('$file', async ({ file, ...expected }) => {
    const bytes = await readFile(path.join(FOLDER, file));
    expect(describeFile(parseMappingFile(bytes))).toEqual(expected);

    // The same in pieces of any size.
    const reader = createMappingFileReader();
    for (const byte of bytes) reader.push(Uint8Array.of(byte));
    expect(describeFile(reader.end())).toEqual(expected);
  });
});

function describeFile(file: ReturnType<typeof parseMappingFile>) {
  if (file.state === 'unreadable') return { refused: file.reason };
  return {
    rows: [...file.rows].map(({ line, mobileNumber, mailbox }) => [line, mobileNumber, mailbox]),
    problems: file.problems.map(({ line, code }) => [line, code]),
  };
}
