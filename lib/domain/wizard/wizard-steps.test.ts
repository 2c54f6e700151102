import { describe, expect, test } from 'vitest';
import {
  currentStep,
  mayOpenStep,
  stepAfter,
  stepBefore,
  stepsFor,
  WIZARD_STEPS,
  type WizardProgress,
} from './wizard-steps.ts';

const nothing: WizardProgress = {
  hasAcceptedTerms: false,
  hasPassedCheck: false,
  hasMapping: false,
  isEdit: false,
  isConsentNeeded: true,
  hasConsent: false,
  isFinished: false,
};
const everything = { ...nothing, hasAcceptedTerms: true, hasPassedCheck: true, hasMapping: true };
const kind = { asksForConsent: false };

function states(progress: Partial<WizardProgress>) {
  return stepsFor(kind, { ...nothing, ...progress }).map(({ state }) => state);
}

describe('the steps of the wizard', () => {
  test('open one after the other', () => {
    expect(states({})).toEqual(['open', 'locked', 'locked', 'locked', 'locked', 'locked']);
    expect(states({ hasAcceptedTerms: true })).toEqual([
      'done',
      'open',
      'locked',
      'locked',
      'locked',
      'locked',
    ]);
    expect(states(everything)).toEqual(['done', 'done', 'done', 'open', 'locked', 'locked']);
  });

  test('leave out consent where the deployment has it', () => {
    const steps = stepsFor(kind, { ...everything, hasConsent: true });

    expect(steps.map(({ state }) => state)).toEqual([
      'done',
      'done',
      'done',
      'skipped',
      'open',
      'locked',
    ]);
    expect(stepAfter(steps, 'mapping')).toBe('review');
    expect(stepBefore(steps, 'review')).toBe('mapping');
  });

  test('show consent that is there where the kind asks for it', () => {
    const steps = stepsFor({ asksForConsent: true }, { ...everything, hasConsent: true });

    expect(steps[3]).toEqual({ id: 'consent', state: 'done' });
    expect(stepAfter(steps, 'mapping')).toBe('consent');
  });

  test('lock again what comes after an answer that no longer counts', () => {
    expect(states({ ...everything, hasPassedCheck: false, hasConsent: true })).toEqual([
      'done',
      'open',
      'locked',
      'skipped',
      'locked',
      'locked',
    ]);
  });

  test('are resumed at the first without an answer', () => {
    expect(currentStep(nothing)).toBe('terms');
    expect(currentStep(everything)).toBe('consent');
    expect(currentStep({ ...everything, hasConsent: true })).toBe('review');
  });

  test('let nobody jump ahead', () => {
    const progress = { ...nothing, hasAcceptedTerms: true, hasConsent: true };

    expect(WIZARD_STEPS.filter((id) => mayOpenStep(progress, id))).toEqual(['terms', 'login']);
  });

  test('show only the end once finished', () => {
    const finished = { ...everything, hasConsent: true, isFinished: true };

    expect(WIZARD_STEPS.filter((id) => mayOpenStep(finished, id))).toEqual(['finish']);
    expect(currentStep(finished)).toBe('finish');
    expect(stepsFor(kind, finished).every(({ state }) => state === 'done')).toBe(true);
  });

  test('have nothing before the first', () => {
    expect(stepBefore(stepsFor(kind, nothing), 'terms')).toBeNull();
  });
});
