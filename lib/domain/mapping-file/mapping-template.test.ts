import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseMappingFile } from './parse-mapping-file.ts';

test('the template that the wizard offers is itself a mapping file without a problem', async () => {
  const template = await readFile(new URL('../../../public/mapping-template.csv', import.meta.url));

  const file = parseMappingFile(template);

  expect(file).toMatchObject({ state: 'read', ignoredColumns: [], problems: [] });
  expect(file.state === 'read' && [...file.rows]).toMatchObject([
    { mobileNumber: '46701234567' },
    { holdsUntil: new Date('2026-07-01T00:00:00Z') },
  ]);
});
