'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { zodResolver } from '@hookform/resolvers/zod';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { coverageHref } from '#components/wizard/coverage/coverage-href.ts';
import { CoverageOffer } from '#components/wizard/coverage/coverage-offer.tsx';
import { StepForm, type StepError } from '#components/wizard/frame/step-form.tsx';
import { useStepLinks } from '#components/wizard/frame/use-step-links.ts';
import { AutomaticMapping } from '#components/wizard/mapping/automatic-mapping.tsx';
import { MappingComparison } from '#components/wizard/mapping/mapping-comparison.tsx';
import { MappingFileSection } from '#components/wizard/mapping/mapping-file-section.tsx';
import { MappingPrecedence } from '#components/wizard/mapping/mapping-precedence.tsx';
import { MappingProgress } from '#components/wizard/mapping/mapping-progress.tsx';
import { useMappingCheck } from '#components/wizard/mapping/use-mapping-check.ts';
import { useMappingUpload } from '#components/wizard/mapping/use-mapping-upload.ts';
import { saveMappingAction } from '#lib/actions/mapping-files.ts';
import { isUsable } from '#lib/domain/mapping-file/check-mapping-file.ts';
import type { UploadedMapping } from '#lib/domain/mapping-file/mapping-upload-event.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';
import { mappingFormSchema, type MappingForm } from '#lib/domain/wizard/step-forms.ts';

const useStyles = makeStyles({
  dialog: { display: 'grid', rowGap: tokens.spacingVerticalM, minWidth: 0 },
  sections: { display: 'grid', rowGap: tokens.spacingVerticalXXL, minWidth: 0 },
});

/** A new file that would replace the one the draft has. */
type Proposal = Pick<UploadedMapping, 'versionId'> & {
  readonly currentVersionId: string;
  /** Where it goes on. */
  readonly href: string;
};

/** How users are mapped: by e-mail address, by a file, or by both. */
export function MappingStep({ draft }: { readonly draft: DraftView }) {
  const t = useTranslations('wizard');
  const styles = useStyles();
  const navigate = useNavigate();
  const { nextHref, backHref, isEdit } = useStepLinks(draft, 'mapping');
  const checking = useMappingCheck();
  const { state: chosen, choose } = checking;
  const uploading = useMappingUpload({ draftId: draft.id });
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const [error, setError] = useState<StepError>();
  const [removalHref, setRemovalHref] = useState<string | null>(null);
  const { mappingFile: stored } = draft;
  const form = useForm<MappingForm>({
    resolver: zodResolver(mappingFormSchema),
    defaultValues: {
      isAutomatic: draft.isAutomatic ?? true,
      file: stored === null || draft.removesMappingFile ? 'none' : 'stored',
    },
  });

  const chooseFile = (file: File | null, otherwise: 'none' | 'stored') => {
    setError(undefined);
    form.clearErrors('file');
    form.setValue('file', file === null ? otherwise : 'new');
    choose(file);
  };

  type Way = { readonly versionId: string | null; readonly href: string };
  const save = async (mapping: MappingForm, { versionId, href }: Way) => {
    const result = await saveMappingAction({ draftId: draft.id, mapping, versionId });
    if (result.ok) navigate(href);
    else setError(result.error);
  };
  const submit = async (mapping: MappingForm, href: string) => {
    setError(undefined);
    const isRemoval = mapping.file === 'none' && draft.edits !== null && stored !== null;
    if (isRemoval && !draft.removesMappingFile) {
      setRemovalHref(href);
      return;
    }
    if (mapping.file !== 'new') {
      await save(mapping, { versionId: null, href });
      return;
    }
    if (chosen.phase !== 'checked' || !isUsable(chosen.check)) {
      setError(t('mapping.result.nextRefused'));
      return;
    }
    const outcome = await uploading.upload(chosen.file);
    if (outcome.state === 'stopped') setError(t('mapping.custom.stopped'));
    else if (outcome.state === 'refused') {
      setError(outcome.message ?? t('mapping.custom.uploadLost'));
    } else {
      const { versionId, currentVersionId } = outcome.uploaded;
      if (currentVersionId === null) await save(mapping, { versionId, href });
      else setProposal({ versionId, currentVersionId, href });
    }
  };
  const confirm = form.handleSubmit(async (mapping) => {
    if (proposal !== null) await save(mapping, proposal);
    setProposal(null);
  });

  const confirmRemoval = form.handleSubmit(async (mapping) => {
    if (removalHref !== null) await save(mapping, { versionId: null, href: removalHref });
    setRemovalHref(null);
  });

  const { isSubmitting } = form.formState;
  const isBusy = isSubmitting || chosen.phase === 'checking';
  const toPreview = form.handleSubmit((answers) =>
    submit(answers, coverageHref(draft, isEdit ? 'review' : undefined)),
  );
  return (
    <>
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
        onSubmit={form.handleSubmit((answers) => submit(answers, nextHref))}
      >
        <div className={styles.sections}>
          <MappingPrecedence />
          <AutomaticMapping control={form.control} />
          <MappingFileSection
            form={form}
            draft={draft}
            checking={checking}
            isBusy={isSubmitting}
            onChoose={chooseFile}
          />
          {uploading.state !== null && (
            <MappingProgress
              what={uploading.state.phase}
              fileName={uploading.state.file.name}
              progress={uploading.state.progress}
              onStop={uploading.stop}
            />
          )}
          <CoverageOffer isBusy={isBusy} onPreview={() => void toPreview()} />
        </div>
      </StepForm>
      {proposal !== null && (
        <ConfirmDialog
          isOpen
          isWide
          isBusy={isSubmitting}
          title={t('mapping.confirm.title')}
          confirmLabel={t('mapping.confirm.confirm')}
          onConfirm={() => void confirm()}
          onCancel={() => {
            setProposal(null);
          }}
        >
          <MappingComparison from={proposal.currentVersionId} to={proposal.versionId} />
        </ConfirmDialog>
      )}
      {removalHref !== null && stored !== null && (
        <ConfirmDialog
          isOpen
          isWide
          isBusy={isSubmitting}
          title={t('mapping.removal.title')}
          confirmLabel={t('mapping.removal.confirm')}
          onConfirm={() => void confirmRemoval()}
          onCancel={() => {
            setRemovalHref(null);
          }}
        >
          <div className={styles.dialog}>
            {t('mapping.removal.text')}
            <MappingComparison from={stored.versionId} to={null} />
          </div>
        </ConfirmDialog>
      )}
    </>
  );
}
