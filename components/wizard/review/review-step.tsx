'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useTimeZone, useTranslations } from 'next-intl';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useMegabytes } from '#components/ui/use-megabytes.ts';
import { StepForm, type StepError } from '#components/wizard/frame/step-form.tsx';
import { stepHref, useStepLinks } from '#components/wizard/frame/use-step-links.ts';
import { ImportFields } from '#components/wizard/review/import-fields.tsx';
import { ReviewAnswers } from '#components/wizard/review/review-answers.tsx';
import { ReviewSection } from '#components/wizard/review/review-section.tsx';
import { ScheduleFields } from '#components/wizard/review/schedule-fields.tsx';
import { finishDraftAction, saveEditAction, saveScheduleAction } from '#lib/actions/drafts.ts';
import { getConnectorKind } from '#lib/connectors/catalog.ts';
import type { CoverageView } from '#lib/domain/coverage/coverage-preview.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';
import { importFormSchema, usualImport, type ImportForm } from '#lib/domain/wizard/step-forms.ts';

const useStyles = makeStyles({
  sections: { display: 'grid', rowGap: tokens.spacingVerticalL, minWidth: 0 },
});

type ReviewStepProps = { readonly draft: DraftView; readonly coverage: CoverageView };

/** Everything that was answered, the daily time, and Finish. */
export function ReviewStep({ draft, coverage }: ReviewStepProps) {
  const t = useTranslations('wizard.review');
  const styles = useStyles();
  const navigate = useNavigate();
  const readerTimeZone = useTimeZone();
  const { backHref } = useStepLinks(draft, 'review');
  const isEdit = draft.edits !== null;
  const megabytes = useMegabytes();
  const size = megabytes(getConnectorKind(draft.kind).largestItemBytes);
  const [error, setError] = useState<StepError>();
  const form = useForm<ImportForm>({
    resolver: zodResolver(importFormSchema),
    defaultValues: draft.schedule ?? usualImport(readerTimeZone ?? 'UTC'),
  });
  // Set until the next page is there, so that nothing can be clicked twice.
  const [isFinished, setIsFinished] = useState(false);

  const saveSchedule = async () => {
    if (!(await form.trigger())) return;
    const result = await saveScheduleAction({ draftId: draft.id, schedule: form.getValues() });
    setError(result.ok ? undefined : result.error);
  };
  const finish = async (schedule: ImportForm) => {
    setError(undefined);
    const save = isEdit ? saveEditAction : finishDraftAction;
    const result = await save({ draftId: draft.id, schedule });
    if (result.ok) {
      setIsFinished(true);
      // The way back leads past the form: there is nothing left in it to change.
      navigate(stepHref(draft, 'finish'), { replace: true });
      return;
    }
    setError(result.error);
  };

  return (
    <StepForm
      draft={draft}
      title={t('title')}
      intro={isEdit ? t('introEdit') : t('intro')}
      backHref={backHref}
      submitLabel={isEdit ? t('save') : t('finish')}
      busyLabel={isEdit ? t('savingEdit') : t('finishing')}
      isBusy={form.formState.isSubmitting || isFinished}
      error={error}
      onSubmit={form.handleSubmit(finish)}
    >
      <div className={styles.sections}>
        <ReviewAnswers draft={draft} coverage={coverage} />
        <ReviewSection title={t('sections.schedule')}>
          <ScheduleFields form={form} onChanged={() => void saveSchedule()} />
        </ReviewSection>
        <ReviewSection title={t('sections.import')}>
          <ImportFields form={form} size={size} onChanged={() => void saveSchedule()} />
        </ReviewSection>
      </div>
    </StepForm>
  );
}
