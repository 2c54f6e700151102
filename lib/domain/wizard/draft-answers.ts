import { z } from 'zod';
import { connectorNameSchema, importFormSchema } from '#lib/domain/wizard/step-forms.ts';
import { currentTerms } from '#lib/domain/wizard/terms.ts';
import type { WizardProgress } from '#lib/domain/wizard/wizard-steps.ts';

/** What an edit may change of a connector, except for its credentials, which nobody can compare. */
export const connectorSettingsSchema = z.object({
  name: z.string(),
  isAutomatic: z.boolean(),
  mappingVersionId: z.string().nullable(),
  schedule: importFormSchema,
});
export type ConnectorSettings = z.infer<typeof connectorSettingsSchema>;

/**
 * What a draft holds after each step. Never a secret: username and password are in a column of their
 * own, encrypted, in the shape of the source kind's secrets.
 */
export const draftAnswersSchema = z.object({
  terms: z
    .object({ version: z.string(), acceptedBy: z.string(), acceptedAt: z.iso.datetime() })
    .optional(),
  login: z
    .object({
      name: connectorNameSchema,
      /** Parsed by the schema of the source kind (lib/sources/catalog.ts) on use. */
      source: z.object({ kind: z.string(), settings: z.record(z.string(), z.json()) }),
      /**
       * The try of the credentials that the draft holds now. New credentials get a new one; an edit
       * that keeps those of its connector needs none.
       */
      checkId: z.uuid().optional(),
    })
    .optional(),
  mapping: z
    .object({
      isAutomatic: z.boolean(),
      /** Of an edit: its connector is to have no mapping file any more. */
      removesFile: z.literal(true).optional(),
    })
    .optional(),
  // One of an older shape is asked again.
  schedule: importFormSchema.optional().catch(undefined),
  /** Of an edit: the connector as it was when the edit began. */
  before: connectorSettingsSchema.optional(),
});
export type DraftAnswers = z.infer<typeof draftAnswersSchema>;

/** Whether anything would be lost with the draft. */
export function hasAnswers(answers: DraftAnswers): boolean {
  return answers.terms !== undefined || answers.before !== undefined;
}

/** What else decides how far a draft is. */
export type AnswerFacts = {
  /** State of the check that `answers.login.checkId` names. */
  readonly checkState: string | undefined;
  readonly hasMappingFile: boolean;
  readonly isConsentNeeded: boolean;
  readonly hasConsent: boolean;
  readonly isFinished: boolean;
  /** Whether it changes a connector and does not make one. */
  readonly isEdit: boolean;
};

/** Terms of an older version do not count: they are asked again. */
export function progressOf(answers: DraftAnswers, facts: AnswerFacts): WizardProgress {
  return {
    isEdit: facts.isEdit,
    hasAcceptedTerms: facts.isEdit || answers.terms?.version === currentTerms.version,
    hasPassedCheck: hasPassedCheck(answers, facts),
    hasMapping:
      answers.mapping !== undefined && (answers.mapping.isAutomatic || facts.hasMappingFile),
    isConsentNeeded: facts.isConsentNeeded,
    hasConsent: facts.isEdit || facts.hasConsent || !facts.isConsentNeeded,
    isFinished: facts.isFinished,
  };
}

function hasPassedCheck({ login }: DraftAnswers, { checkState, isEdit }: AnswerFacts): boolean {
  if (login === undefined) return false;
  return checkState === 'passed' || (isEdit && login.checkId === undefined);
}
