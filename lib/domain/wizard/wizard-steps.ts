/** The pages of the wizard, in their order (DESIGN 2). Each is the last part of a URL. */
export const WIZARD_STEPS = ['terms', 'login', 'mapping', 'consent', 'review', 'finish'] as const;
export type WizardStepId = (typeof WIZARD_STEPS)[number];

/** Those in which a connector that exists is changed: terms and consent have been given. */
const EDIT_STEPS = [
  'login',
  'mapping',
  'review',
  'finish',
] as const satisfies readonly WizardStepId[];

function stepIds({ isEdit }: WizardProgress): readonly WizardStepId[] {
  return isEdit ? EDIT_STEPS : WIZARD_STEPS;
}

/**
 * `done`: answered. `skipped`: nothing to do here, the deployment has it already. `open`: the first
 * that is not answered. `locked`: comes after that one.
 */
export type WizardStepState = 'done' | 'skipped' | 'open' | 'locked';
export type WizardStep = { readonly id: WizardStepId; readonly state: WizardStepState };

/** What a draft and its deployment have so far. */
export type WizardProgress = {
  readonly isEdit: boolean;
  readonly hasAcceptedTerms: boolean;
  /** The connection was tried, with the credentials that the draft holds now, and worked. */
  readonly hasPassedCheck: boolean;
  readonly hasMapping: boolean;
  /** False where the deployment asks Microsoft for nothing. */
  readonly isConsentNeeded: boolean;
  readonly hasConsent: boolean;
  readonly isFinished: boolean;
};

/** Whether a kind shows its consent page even when the deployment has consent. */
export type ConsentOfKind = { readonly asksForConsent: boolean };

/** Where a draft is resumed: its first step without an answer, or the end. */
export function currentStep(progress: WizardProgress): WizardStepId {
  return stepIds(progress).find((id) => !isAnswered(progress, id)) ?? 'finish';
}

/**
 * Whether a step may be shown and answered: every step before it has an answer. Nothing of a finished
 * draft can be changed any more, so only its end is shown.
 */
export function mayOpenStep(progress: WizardProgress, id: WizardStepId): boolean {
  if (progress.isFinished || id === 'finish') return progress.isFinished && id === 'finish';
  const steps = stepIds(progress);
  return steps.includes(id) && steps.indexOf(id) <= steps.indexOf(currentStep(progress));
}

/** The steps of a kind and how far they are. */
export function stepsFor(kind: ConsentOfKind, progress: WizardProgress): readonly WizardStep[] {
  const steps = stepIds(progress);
  const current = steps.indexOf(currentStep(progress));
  return steps.map((id, index) => {
    if (progress.isFinished) return { id, state: 'done' };
    const isAsked = progress.isConsentNeeded && (!progress.hasConsent || kind.asksForConsent);
    if (id === 'consent' && !isAsked) {
      return { id, state: 'skipped' };
    }
    if (index === current) return { id, state: 'open' };
    return { id, state: index < current ? 'done' : 'locked' };
  });
}

/** The next page with something to do, as Next goes. */
export function stepAfter(steps: readonly WizardStep[], id: WizardStepId): WizardStepId {
  const index = steps.findIndex((step) => step.id === id);
  return steps.slice(index + 1).find(({ state }) => state !== 'skipped')?.id ?? 'finish';
}

/** The page before with something to do, as Back goes; null on the first. */
export function stepBefore(steps: readonly WizardStep[], id: WizardStepId): WizardStepId | null {
  const index = steps.findIndex((step) => step.id === id);
  return steps.slice(0, index).findLast(({ state }) => state !== 'skipped')?.id ?? null;
}

function isAnswered(progress: WizardProgress, id: WizardStepId): boolean {
  switch (id) {
    case 'terms':
      return progress.hasAcceptedTerms;
    case 'login':
      return progress.hasPassedCheck;
    case 'mapping':
      return progress.hasMapping;
    case 'consent':
      return progress.hasConsent;
    case 'review':
    case 'finish':
      return progress.isFinished;
  }
}
