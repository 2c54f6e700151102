import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { currentTerms } from '#lib/domain/wizard/terms.ts';
import wizard from '#lib/messages/en/wizard.json' with { type: 'json' };

/** Each version and the SHA-256 of its English text. A line is added, never changed. */
const versions: Readonly<Record<string, string>> = {
  '2026-11-21': '5c5c0179ea420a260eb467e2db7ceb469443d901489073403f0da40dd6c356ff',
};

test('the text of a version of the terms never changes', () => {
  const { sections } = wizard.terms;
  const text = JSON.stringify(currentTerms.sections.map((section) => sections[section]));

  expect(createHash('sha256').update(text).digest('hex')).toBe(versions[currentTerms.version]);
});
