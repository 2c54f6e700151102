'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useTimeZone, useTranslations } from 'next-intl';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { StepForm } from '#components/wizard/frame/step-form.tsx';
import { stepHref, useStepLinks } from '#components/wizard/frame/use-step-links.ts';
import { ReviewAnswers } from '#components/wizard/review/review-answers.tsx';
import { ReviewSection } from '#components/wizard/review/review-section.tsx';
import { ScheduleFields } from '#components/wizard/review/schedule-fields.tsx';
import { finishDraftAction, saveScheduleAction } from '#lib/actions/drafts.ts';
import type { CoverageView } from '#lib/domain/coverage/coverage-preview.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';
import {
  DEFAULT_SCHEDULE_TIME,
  scheduleFormSchema,
  type ScheduleForm,
} from '#lib/domain/wizard/step-forms.ts';

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
  const [error, setError] = useState<string>();
  const form = useForm<ScheduleForm>({
    resolver: zodResolver(scheduleFormSchema),
    defaultValues: draft.schedule ?? {
      time: DEFAULT_SCHEDULE_TIME,
      timeZone: readerTimeZone ?? 'UTC',
    },
  });
  // Set until the next page is there, so that nothing can be clicked twice.
  const [isFinished, setIsFinished] = useState(false);

  const saveSchedule = async () => {
    if (!(await form.trigger())) return;
    const result = await saveScheduleAction({ draftId: draft.id, schedule: form.getValues() });
    setError(result.ok ? undefined : result.error.message);
  };
  const finish = async (schedule: ScheduleForm) => {
    setError(undefined);
    const result = await finishDraftAction({ draftId: draft.id, schedule });
    if (result.ok) {
      setIsFinished(true);
      // The way back leads past the form: there is nothing left in it to change.
      navigate(stepHref(draft, 'finish'), { replace: true });
      return;
    }
    setError(result.error.message);
  };

  return (
    <StepForm
      draft={draft}
      title={t('title')}
      intro={t('intro')}
      backHref={backHref}
      submitLabel={t('finish')}
      busyLabel={t('finishing')}
      isBusy={form.formState.isSubmitting || isFinished}
      error={error}
      onSubmit={form.handleSubmit(finish)}
    >
      <div className={styles.sections}>
        <ReviewAnswers draft={draft} coverage={coverage} />
        <ReviewSection title={t('sections.schedule')}>
          <ScheduleFields form={form} onChanged={() => void saveSchedule()} />
        </ReviewSection>
      </div>
    </StepForm>
  );
}
