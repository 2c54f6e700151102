'use client';

import { Body1, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { FilePicker } from '#components/wizard/mapping/file-picker.tsx';
import { MappingResult } from '#components/wizard/mapping/mapping-result.tsx';
import { useMappingCheck } from '#components/wizard/mapping/use-mapping-check.ts';
import { replaceMappingAction } from '#lib/actions/mapping-files.ts';
import type { ConnectorDetails } from '#lib/domain/connectors/connector-view.ts';
import { isUsable } from '#lib/domain/mapping-file/check-mapping-file.ts';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM, minWidth: 0 },
});

type ReplaceMappingDialogProps = {
  readonly connector: Pick<ConnectorDetails, 'id' | 'name' | 'mappingFile'>;
  readonly onReplaced: (version: { readonly number: number; readonly rows: number }) => void;
  readonly onCancel: () => void;
};

/** Takes a new mapping file, checked in the browser row by row before it is sent. */
export function ReplaceMappingDialog(props: ReplaceMappingDialogProps) {
  const { connector, onReplaced, onCancel } = props;
  const t = useTranslations('connectors.replaceMapping');
  const styles = useStyles();
  const { state: chosen, choose } = useMappingCheck();
  const [error, setError] = useState<string>();
  const [isBusy, startTransition] = useTransition();

  const replace = () => {
    if (chosen.phase !== 'checked' || !isUsable(chosen.check)) {
      setError(t('refused'));
      return;
    }
    const body = new FormData();
    body.set('connectorId', connector.id);
    body.set('upload', chosen.file);
    startTransition(async () => {
      const result = await replaceMappingAction(body);
      if (result.ok) onReplaced(result.data);
      else setError(result.error.message);
    });
  };

  return (
    <ConfirmDialog
      isOpen
      isBusy={isBusy || chosen.phase === 'checking'}
      title={t('title', { name: connector.name })}
      confirmLabel={t('confirm')}
      onConfirm={replace}
      onCancel={onCancel}
    >
      <div className={styles.content}>
        <Body1>{t('text')}</Body1>
        {connector.mappingFile !== null && <Body1>{t('current', connector.mappingFile)}</Body1>}
        <FilePicker
          hasFile={chosen.phase !== 'none'}
          canUndo={false}
          isInvalid={error !== undefined}
          onChoose={(file) => {
            setError(undefined);
            choose(file);
          }}
          onRemove={() => {
            choose(null);
          }}
          onUndo={() => {
            choose(null);
          }}
        />
        <MappingResult chosen={chosen} />
        {error !== undefined && (
          <MessageBar intent="error">
            <MessageBarBody>{error}</MessageBarBody>
          </MessageBar>
        )}
      </div>
    </ConfirmDialog>
  );
}
