'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { coverageHref } from '#components/wizard/coverage/coverage-href.ts';
import { CoverageOffer } from '#components/wizard/coverage/coverage-offer.tsx';
import { StepForm, type StepError } from '#components/wizard/frame/step-form.tsx';
import { useStepLinks } from '#components/wizard/frame/use-step-links.ts';
import { AutomaticMapping } from '#components/wizard/mapping/automatic-mapping.tsx';
import { MappingFileSection } from '#components/wizard/mapping/mapping-file-section.tsx';
import { MappingPrecedence } from '#components/wizard/mapping/mapping-precedence.tsx';
import { useMappingCheck } from '#components/wizard/mapping/use-mapping-check.ts';
import { saveMappingAction } from '#lib/actions/mapping-files.ts';
import { isUsable } from '#lib/domain/mapping-file/check-mapping-file.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';
import { mappingFormSchema, type MappingForm } from '#lib/domain/wizard/step-forms.ts';

const useStyles = makeStyles({
  sections: { display: 'grid', rowGap: tokens.spacingVerticalXXL, minWidth: 0 },
});

/** How users are mapped: by e-mail address, by a file, or by both. */
export function MappingStep({ draft }: { readonly draft: DraftView }) {
  const t = useTranslations('wizard');
  const styles = useStyles();
  const navigate = useNavigate();
  const { nextHref, backHref, isEdit } = useStepLinks(draft, 'mapping');
  const { state: chosen, choose } = useMappingCheck();
  const [error, setError] = useState<StepError>();
  const form = useForm<MappingForm>({
    resolver: zodResolver(mappingFormSchema),
    defaultValues: {
      isAutomatic: draft.isAutomatic ?? true,
      file: draft.mappingFile === null ? 'none' : 'stored',
    },
  });

  const chooseFile = (file: File | null, otherwise: 'none' | 'stored') => {
    setError(undefined);
    form.clearErrors('file');
    form.setValue('file', file === null ? otherwise : 'new');
    choose(file);
  };

  const save = async ({ isAutomatic, file }: MappingForm, href: string) => {
    setError(undefined);
    if (file === 'new' && (chosen.phase !== 'checked' || !isUsable(chosen.check))) {
      setError(t('mapping.result.nextRefused'));
      return;
    }
    const body = new FormData();
    body.set('draftId', draft.id);
    body.set('isAutomatic', String(isAutomatic));
    body.set('file', file);
    if (file === 'new' && chosen.phase === 'checked') body.set('upload', chosen.file);
    const result = await saveMappingAction(body);
    if (result.ok) navigate(href);
    else setError(result.error);
  };

  const isBusy = form.formState.isSubmitting || chosen.phase === 'checking';
  const toPreview = form.handleSubmit((answers) =>
    save(answers, coverageHref(draft, isEdit ? 'review' : undefined)),
  );

  return (
    <StepForm
      draft={draft}
      title={t('mapping.title')}
      intro={t('mapping.intro')}
      backHref={backHref}
      submitLabel={t('next')}
      isBusy={isBusy}
      {...(chosen.phase === 'checking' && {
        busyLabel: t('mapping.custom.checkingShort'),
      })}
      error={error}
      onSubmit={form.handleSubmit((answers) => save(answers, nextHref))}
    >
      <div className={styles.sections}>
        <MappingPrecedence />
        <AutomaticMapping control={form.control} />
        <MappingFileSection form={form} draft={draft} chosen={chosen} onChoose={chooseFile} />
        <CoverageOffer isBusy={isBusy} onPreview={() => void toPreview()} />
      </div>
    </StepForm>
  );
}
