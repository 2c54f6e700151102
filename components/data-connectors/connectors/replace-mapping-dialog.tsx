'use client';

import { Body1, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { FilePicker } from '#components/wizard/mapping/file-picker.tsx';
import { MappingComparison } from '#components/wizard/mapping/mapping-comparison.tsx';
import { MappingProgress } from '#components/wizard/mapping/mapping-progress.tsx';
import { MappingResult } from '#components/wizard/mapping/mapping-result.tsx';
import { useMappingCheck } from '#components/wizard/mapping/use-mapping-check.ts';
import { useMappingUpload } from '#components/wizard/mapping/use-mapping-upload.ts';
import { replaceMappingAction } from '#lib/actions/mapping-files.ts';
import type { ConnectorDetails } from '#lib/domain/connectors/connector-view.ts';
import { isUsable } from '#lib/domain/mapping-file/check-mapping-file.ts';
import type { UploadedMapping } from '#lib/domain/mapping-file/mapping-upload-event.ts';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM, minWidth: 0 },
});

type ReplaceMappingDialogProps = {
  readonly connector: Pick<ConnectorDetails, 'id' | 'name' | 'mappingFile'>;
  readonly onReplaced: (version: { readonly number: number; readonly rows: number }) => void;
  readonly onCancel: () => void;
};

/**
 * Takes a new mapping file, checked in the browser row by row before it is sent; where there is one
 * already, it shows what changes before it replaces anything.
 */
export function ReplaceMappingDialog(props: ReplaceMappingDialogProps) {
  const { connector, onReplaced, onCancel } = props;
  const t = useTranslations('connectors.replaceMapping');
  const words = useTranslations('wizard.mapping.custom');
  const styles = useStyles();
  const checking = useMappingCheck();
  const { state: chosen, choose } = checking;
  const uploading = useMappingUpload({ connectorId: connector.id });
  const [uploaded, setUploaded] = useState<UploadedMapping | null>(null);
  const [error, setError] = useState<string>();
  const [isBusy, startTransition] = useTransition();

  const replace = async ({ versionId }: UploadedMapping) => {
    const result = await replaceMappingAction({ connectorId: connector.id, versionId });
    if (result.ok) onReplaced(result.data);
    else {
      setUploaded(null);
      setError(result.error.message);
    }
  };
  const send = async (file: File) => {
    const outcome = await uploading.upload(file);
    if (outcome.state === 'stopped') setError(words('stopped'));
    else if (outcome.state === 'refused') setError(outcome.message ?? words('uploadLost'));
    else if (outcome.uploaded.currentVersionId === null) await replace(outcome.uploaded);
    else setUploaded(outcome.uploaded);
  };
  const goOn = () => {
    setError(undefined);
    if (chosen.phase !== 'checked' || !isUsable(chosen.check)) {
      setError(t('refused'));
      return;
    }
    const { file } = chosen;
    startTransition(() => (uploaded === null ? send(file) : replace(uploaded)));
  };
  const take = (file: File | null) => {
    setError(undefined);
    setUploaded(null);
    choose(file);
  };

  const hasCurrent = connector.mappingFile !== null;
  return (
    <ConfirmDialog
      isOpen
      isWide
      isBusy={isBusy || chosen.phase === 'checking'}
      title={t('title', { name: connector.name })}
      confirmLabel={hasCurrent && uploaded === null ? t('compare') : t('confirm')}
      onConfirm={goOn}
      onCancel={onCancel}
    >
      <div className={styles.content}>
        <Body1>{t('text')}</Body1>
        {connector.mappingFile !== null && <Body1>{t('current', connector.mappingFile)}</Body1>}
        {hasCurrent && uploaded === null && <Body1>{t('hint')}</Body1>}
        <FilePicker
          hasFile={chosen.phase !== 'none'}
          canUndo={false}
          isInvalid={error !== undefined}
          isBusy={isBusy}
          onChoose={take}
          onRemove={() => {
            take(null);
          }}
          onUndo={() => {
            take(null);
          }}
        />
        {uploaded === null && (
          <MappingResult
            checking={checking}
            onStop={() => {
              take(null);
            }}
          />
        )}
        {uploading.state !== null && (
          <MappingProgress
            what={uploading.state.phase}
            fileName={uploading.state.file.name}
            progress={uploading.state.progress}
            onStop={uploading.stop}
          />
        )}
        {uploaded !== null && uploaded.currentVersionId !== null && (
          <MappingComparison from={uploaded.currentVersionId} to={uploaded.versionId} />
        )}
        {error !== undefined && (
          <MessageBar intent="error">
            <MessageBarBody>{error}</MessageBarBody>
          </MessageBar>
        )}
      </div>
    </ConfirmDialog>
  );
}
