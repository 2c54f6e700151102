/** The pages of the wizard, in their order (DESIGN 2). Each is the last part of a URL. */
export const WIZARD_STEPS = ['terms', 'login', 'mapping', 'consent', 'review', 'finish'] as const;
export type WizardStepId = (typeof WIZARD_STEPS)[number];

/**
 * `done`: answered. `skipped`: nothing to do here, the deployment has it already. `open`: the first
 * that is not answered. `locked`: comes after that one.
 */
export type WizardStepState = 'done' | 'skipped' | 'open' | 'locked';
export type WizardStep = { readonly id: WizardStepId; readonly state: WizardStepState };

/** What a draft and its deployment have so far. */
export type WizardProgress = {
  readonly hasAcceptedTerms: boolean;
  /** The connection was tried, with the credentials that the draft holds now, and worked. */
  readonly hasPassedCheck: boolean;
  readonly hasMapping: boolean;
  readonly hasConsent: boolean;
  readonly isFinished: boolean;
};

/** Whether a kind shows its consent page even when the deployment has consent. */
export type ConsentOfKind = { readonly asksForConsent: boolean };

/** The steps of a kind and how far they are. A step opens when every step before it is answered. */
export function stepsFor(kind: ConsentOfKind, progress: WizardProgress): readonly WizardStep[] {
  const isAnswered: Readonly<Record<WizardStepId, boolean>> = {
    terms: progress.hasAcceptedTerms,
    login: progress.hasPassedCheck,
    mapping: progress.hasMapping,
    consent: progress.hasConsent,
    review: progress.isFinished,
    finish: progress.isFinished,
  };
  const firstOpen = WIZARD_STEPS.findIndex((id) => !isAnswered[id]);
  return WIZARD_STEPS.map((id, index) => {
    if (progress.isFinished) return { id, state: 'done' };
    if (id === 'consent' && progress.hasConsent && !kind.asksForConsent) {
      return { id, state: 'skipped' };
    }
    if (index === firstOpen) return { id, state: 'open' };
    return { id, state: index > firstOpen || !isAnswered[id] ? 'locked' : 'done' };
  });
}

/** Where a draft is resumed: its first step without an answer, or the end. */
export function currentStep(steps: readonly WizardStep[]): WizardStepId {
  return steps.find(({ state }) => state === 'open')?.id ?? 'finish';
}

/**
 * Whether the page may be shown. A finished draft shows its end and nothing else, because nothing in
 * it can be changed any more.
 */
export function mayOpenStep(steps: readonly WizardStep[], id: WizardStepId): boolean {
  const isFinished = steps.every(({ state }) => state === 'done');
  if (isFinished) return id === 'finish';
  const index = steps.findIndex((step) => step.id === id);
  const current = steps.findIndex((step) => step.id === currentStep(steps));
  return index <= current && id !== 'finish';
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

export function isWizardStep(text: string): text is WizardStepId {
  return WIZARD_STEPS.some((id) => id === text);
}
