'use client';

import {
  Body1,
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { useState, useTransition } from 'react';
import { LocalTime } from '#components/ui/local-time.tsx';
import { StepForm, type StepError } from '#components/wizard/frame/step-form.tsx';
import { useStepLinks } from '#components/wizard/frame/use-step-links.ts';
import { acceptTermsAction } from '#lib/actions/drafts.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';
import { currentTerms } from '#lib/domain/wizard/terms.ts';

const useStyles = makeStyles({
  terms: { display: 'grid', rowGap: tokens.spacingVerticalL },
  section: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  version: { color: tokens.colorNeutralForeground3 },
});

/** Custody's terms; accepting records who, when and which version. */
export function TermsStep({ draft }: { readonly draft: DraftView }) {
  const t = useTranslations('wizard');
  const styles = useStyles();
  const navigate = useNavigate();
  const { nextHref, backHref } = useStepLinks(draft, 'terms');
  const [isBusy, startAccepting] = useTransition();
  const [error, setError] = useState<StepError>();
  const accepted = draft.terms?.version === currentTerms.version ? draft.terms : null;

  const accept = () => {
    startAccepting(async () => {
      const { version } = currentTerms;
      const result = await acceptTermsAction({ draftId: draft.id, terms: { version } });
      if (result.ok) navigate(nextHref);
      else setError(result.error);
    });
  };

  return (
    <StepForm
      draft={draft}
      title={t('terms.title')}
      intro={t('terms.intro')}
      backHref={backHref}
      submitLabel={accepted === null ? t('terms.accept') : t('next')}
      isBusy={isBusy}
      error={error}
      onSubmit={(event) => {
        event.preventDefault();
        accept();
      }}
    >
      {accepted !== null && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>
            {t.rich('terms.accepted', {
              name: accepted.acceptedBy,
              when: () => <LocalTime value={accepted.acceptedAt} />,
            })}
          </MessageBarBody>
        </MessageBar>
      )}
      <article className={styles.terms}>
        {currentTerms.sections.map((section) => (
          <section key={section} className={styles.section}>
            <Subtitle2 as="h2">{t(`terms.sections.${section}.title`)}</Subtitle2>
            <Body1 as="p">{t(`terms.sections.${section}.text`)}</Body1>
          </section>
        ))}
        <Caption1 className={styles.version}>
          {t('terms.version', { version: currentTerms.version })}
        </Caption1>
      </article>
    </StepForm>
  );
}
