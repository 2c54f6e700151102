'use client';

import { useTranslations } from 'next-intl';
import { LocalTime } from '#components/ui/local-time.tsx';
import { stepHref } from '#components/wizard/frame/use-step-links.ts';
import { ReviewCoverage } from '#components/wizard/coverage/review-coverage.tsx';
import { ReviewSection } from '#components/wizard/review/review-section.tsx';
import { SettingList } from '#components/wizard/review/setting-list.tsx';
import { getConnectorKind } from '#lib/connectors/catalog.ts';
import type { CoverageView } from '#lib/domain/coverage/coverage-preview.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';
import type { WizardStepId } from '#lib/domain/wizard/wizard-steps.ts';

type ReviewAnswersProps = { readonly draft: DraftView; readonly coverage: CoverageView };

/** What the steps before have answered, each with the way back to it. */
export function ReviewAnswers({ draft, coverage }: ReviewAnswersProps) {
  const t = useTranslations('wizard.review');
  const words = useTranslations('coverage.review');
  const kind = getConnectorKind(draft.kind);
  const { terms, login, mappingFile, consent } = draft;
  const isEdit = draft.edits !== null;
  const fileText = (file: DraftView['mappingFile']) => {
    if (file === null) return t('noFile');
    const { fileName, rowCount: count } = file;
    return draft.removesMappingFile
      ? t('fileRemoved', { fileName })
      : t('rows', { fileName, count });
  };
  const editHref = (step: WizardStepId) => stepHref(draft, step, 'review');

  return (
    <>
      <ReviewSection title={t('sections.connector')} editHref={editHref('login')}>
        <SettingList
          settings={[
            { name: t('kind'), value: kind.pageLabel },
            { name: t('name'), value: login?.name },
            { name: t('account'), value: t('accountStored') },
            { name: t('hostKey'), value: login?.hostKey },
          ]}
        />
      </ReviewSection>
      <ReviewSection title={t('sections.mapping')} editHref={editHref('mapping')}>
        <SettingList
          settings={[
            { name: t('automatic'), value: draft.isAutomatic === true ? t('on') : t('off') },
            {
              name: t('file'),
              value: fileText(mappingFile),
            },
            // A connector has its own preview, in its fly-out.
            ...(isEdit
              ? []
              : [
                  {
                    name: words('label'),
                    value: <ReviewCoverage draft={draft} coverage={coverage} />,
                  },
                ]),
          ]}
        />
      </ReviewSection>
      <ReviewSection title={t('sections.destination')}>
        <SettingList settings={[{ name: t('folder'), value: kind.folderName }]} />
      </ReviewSection>
      {!isEdit && draft.isConsentNeeded && (
        <ReviewSection title={t('sections.consent')} editHref={editHref('consent')}>
          <SettingList
            settings={[
              {
                name: t('sections.consent'),
                value: consent && (
                  <>
                    {t.rich(consent.grantedBy === null ? 'consentNoticed' : 'consentGiven', {
                      name: consent.grantedBy ?? '',
                      when: () => <LocalTime value={consent.grantedAt} />,
                    })}
                    {consent.scopedMailbox !== null && (
                      <> {t('consentScoped', { mailbox: consent.scopedMailbox })}</>
                    )}
                  </>
                ),
              },
            ]}
          />
        </ReviewSection>
      )}
      {!isEdit && (
        <ReviewSection title={t('sections.terms')} editHref={editHref('terms')}>
          <SettingList
            settings={[
              {
                name: t('sections.terms'),
                value:
                  terms &&
                  t.rich('termsAccepted', {
                    version: terms.version,
                    name: terms.acceptedBy,
                    when: () => <LocalTime value={terms.acceptedAt} />,
                  }),
              },
            ]}
          />
        </ReviewSection>
      )}
    </>
  );
}
