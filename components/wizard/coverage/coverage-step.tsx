'use client';

import { Caption1 } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { CoveragePanel } from '#components/coverage/coverage-panel.tsx';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { StepForm } from '#components/wizard/frame/step-form.tsx';
import { stepHref, useStepLinks } from '#components/wizard/frame/use-step-links.ts';
import type { CoverageView } from '#lib/domain/coverage/coverage-preview.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';

type CoverageStepProps = { readonly draft: DraftView; readonly coverage: CoverageView };

/** The second page of the mapping step: what the mapping leads to. Nobody has to wait for it. */
export function CoverageStep({ draft, coverage }: CoverageStepProps) {
  const t = useTranslations('coverage');
  const wizard = useTranslations('wizard');
  const navigate = useNavigate();
  const { nextHref, isEdit } = useStepLinks(draft, 'mapping');
  return (
    <StepForm
      draft={draft}
      title={t('title')}
      intro={t('intro')}
      backHref={isEdit ? nextHref : stepHref(draft, 'mapping')}
      submitLabel={wizard('next')}
      isBusy={false}
      onSubmit={(event) => {
        event.preventDefault();
        navigate(nextHref);
      }}
    >
      <Caption1>{t('skip')}</Caption1>
      <CoveragePanel
        subject={{ draftId: draft.id }}
        initial={coverage}
        loginHref={stepHref(draft, 'login')}
      />
    </StepForm>
  );
}
