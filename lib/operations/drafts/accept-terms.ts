import { writeAuditEntry } from '#lib/db/audit.ts';
import { saveDraft } from '#lib/db/drafts.ts';
import type { TermsForm } from '#lib/domain/wizard/step-forms.ts';
import { changeDraft, type Actor } from '#lib/operations/drafts/change-draft.ts';
import type { Services } from '#lib/operations/services.ts';

type AcceptTerms = {
  readonly draftId: string;
  readonly actor: Actor;
  readonly terms: TermsForm;
};

/** Records who accepted which version and when. Accepting again keeps the first record. */
export async function acceptTerms(
  services: Services,
  { draftId, actor, terms }: AcceptTerms,
): Promise<void> {
  await changeDraft(services, { draftId, actor, step: 'terms' }, async (transaction, draft) => {
    if (draft.answers.terms?.version === terms.version) return;
    const acceptance = {
      version: terms.version,
      acceptedBy: actor.email,
      acceptedAt: services.now().toISOString(),
    };
    await saveDraft(transaction, draftId, { answers: { ...draft.answers, terms: acceptance } });
    await writeAuditEntry(transaction, services.auditKey, {
      at: services.now(),
      actor,
      action: 'terms-accepted',
      connectorId: null,
      subjects: {},
      details: { version: terms.version, kind: draft.kind },
    });
  });
}
