import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DISPOSITIONS } from '#lib/domain/errors.ts';
import { isProblemCode } from '#lib/messages/problem-codes.ts';

const LIB = path.resolve(import.meta.dirname, '..');

/** A code and its disposition stand side by side in every table of an adapter and at every `new`. */
const CODE_AND_DISPOSITION = new RegExp(
  String.raw`(?:'([a-z][a-z0-9-]*)'\s*[:,]|\b([a-z]+):)\s*'(?:${DISPOSITIONS.join('|')})'`,
  'g',
);

describe('a refusal of a source, a destination, a directory or the staging area', () => {
  it('has its words, whatever its code', async () => {
    const codes = await collectPortErrorCodes();
    // So that a pattern which no longer finds anything is noticed.
    expect(codes).toContain('mailbox-full');
    expect(codes).toContain('host-key-changed');
    expect(codes).toContain('no-answer-to-delivery');
    expect([...codes].filter((code) => !isProblemCode(code))).toEqual([]);
  });
});

async function collectPortErrorCodes(): Promise<ReadonlySet<string>> {
  const codes = new Set<string>();
  for await (const file of glob('**/*.ts', { cwd: LIB })) {
    if (file.endsWith('.test.ts') || file.includes('generated')) continue;
    const source = await readFile(path.join(LIB, file), 'utf8');
    if (!/\b(?:PortError|Disposition)\b/.test(source) || file === 'domain/errors.ts') continue;
    for (const [, quoted, bare] of source.matchAll(CODE_AND_DISPOSITION)) {
      const code = quoted ?? bare;
      if (code !== undefined) codes.add(code);
    }
  }
  return codes;
}
