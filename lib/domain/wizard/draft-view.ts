import type { ImportForm } from '#lib/domain/wizard/step-forms.ts';
import type { WizardStep, WizardStepId } from '#lib/domain/wizard/wizard-steps.ts';

/** What the wizard's pages may know of a draft. Times are ISO 8601; there is never a secret. */
export type DraftView = {
  readonly id: string;
  readonly kind: string;
  /** The connector that it changes; null: it makes a new one. */
  readonly edits: { readonly id: string; readonly name: string } | null;
  readonly steps: readonly WizardStep[];
  /** Those whose pages may be shown now. */
  readonly openSteps: readonly WizardStepId[];
  /** Where it is resumed. */
  readonly currentStep: WizardStepId;
  readonly terms: {
    readonly version: string;
    readonly acceptedBy: string;
    readonly acceptedAt: string;
  } | null;
  readonly login: {
    readonly name: string;
    readonly hasPassedCheck: boolean;
    readonly hostKey: string | null;
    /** `host:port`; null for a source that is none. */
    readonly server: string | null;
  } | null;
  /** Whether a username and a password are stored. */
  readonly hasCredentials: boolean;
  readonly isAutomatic: boolean | null;
  /** Its own, or that of the connector that it changes. */
  readonly mappingFile: {
    readonly versionId: string;
    readonly fileName: string;
    readonly rowCount: number;
    readonly author: string;
    readonly createdAt: string;
  } | null;
  /** Of an edit: the connector's mapping file goes when it is saved. */
  readonly removesMappingFile: boolean;
  readonly consent: {
    /** Null when it was given outside Custody. */
    readonly grantedBy: string | null;
    readonly grantedAt: string;
    /** Where access is limited to chosen mailboxes: the one it was tried on. */
    readonly scopedMailbox: string | null;
  } | null;
  /** False where this deployment asks Microsoft for nothing. */
  readonly isConsentNeeded: boolean;
  readonly schedule: ImportForm | null;
  readonly updatedAt: string;
  /** When it is forgotten unless it is changed before. */
  readonly expiresAt: string;
};

/** Whose coverage previews belong to it: those of a connector that is edited are the connector's. */
export function coverageSubjectOf({ id, edits }: Pick<DraftView, 'id' | 'edits'>) {
  return edits === null ? { draftId: id } : { connectorId: edits.id };
}
