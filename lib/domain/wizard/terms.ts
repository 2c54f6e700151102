/**
 * The terms of service that an admin accepts in the wizard. Their text is `wizard.terms.sections` in
 * lib/messages, in the order of `sections`. When the meaning changes, give a new version, so that
 * what somebody accepted stays known; terms.test.ts sees to it for the English text.
 */
export const currentTerms = {
  version: '2026-11-21',
  sections: ['purpose', 'data', 'access', 'duties', 'limits'],
} as const;
