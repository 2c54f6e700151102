import { expect, test } from 'vitest';
import { progressOf, type DraftAnswers } from './draft-answers.ts';
import { currentTerms } from './terms.ts';

const answers: DraftAnswers = {
  terms: {
    version: currentTerms.version,
    acceptedBy: 'grace.lind@fjord.example',
    acceptedAt: '2026-11-21T08:00:00.000Z',
  },
  login: {
    name: 'Trading',
    source: { kind: 'sftp', settings: {} },
    checkId: '01938f00-0000-7000-8000-000000000001',
  },
  mapping: { isAutomatic: true },
};
const facts = {
  checkState: 'passed',
  hasMappingFile: false,
  isConsentNeeded: true,
  isEdit: false,
  hasConsent: true,
  isFinished: false,
} as const;

test('a draft with every answer is complete', () => {
  expect(progressOf(answers, facts)).toEqual({
    hasAcceptedTerms: true,
    hasPassedCheck: true,
    hasMapping: true,
    isConsentNeeded: true,
    isEdit: false,
    hasConsent: true,
    isFinished: false,
  });
});

test('terms of another version do not count', () => {
  const older: DraftAnswers = {
    ...answers,
    terms: { version: '2020-01-01', acceptedBy: 'a', acceptedAt: '2020-01-01T00:00:00Z' },
  };

  expect(progressOf(older, facts).hasAcceptedTerms).toBe(false);
});

test.each([undefined, 'waiting', 'running', 'failed'])(
  'a sign-in whose check is %s does not count',
  (checkState) => {
    expect(progressOf(answers, { ...facts, checkState }).hasPassedCheck).toBe(false);
  },
);

test('a mapping by file alone needs the file', () => {
  const byFile: DraftAnswers = { ...answers, mapping: { isAutomatic: false } };

  expect(progressOf(byFile, facts).hasMapping).toBe(false);
  expect(progressOf(byFile, { ...facts, hasMappingFile: true }).hasMapping).toBe(true);
});
