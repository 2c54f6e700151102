'use client';

import { Button, Caption1Strong, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular, DismissRegular, PauseRegular, PlayRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { BulkResult, type BulkDone } from '#components/data-connectors/connectors/bulk-result.tsx';
import type { ConnectorSelection } from '#components/data-connectors/connectors/select-connector.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { useToast } from '#components/ui/toasts.tsx';
import { LIVE_QUERIES } from '#components/ui/use-live-query.ts';
import { performOnConnectorsAction } from '#lib/actions/connectors.ts';
import { MOST_IN_BULK, type BulkVerb } from '#lib/domain/connectors/bulk.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    marginBottom: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
  },
  count: { marginInlineEnd: tokens.spacingHorizontalS },
});

const icons = { run: <ArrowSyncRegular />, pause: <PauseRegular />, resume: <PlayRegular /> };

type BulkActionsProps = {
  readonly selection: ConnectorSelection;
  readonly onClear: () => void;
};

/** What can be done with the selected connectors; then what became of each. */
export function BulkActions({ selection, onClear }: BulkActionsProps) {
  const t = useTranslations('connectors.bulk');
  const styles = useStyles();
  const toast = useToast();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const [performing, setPerforming] = useState<BulkVerb>();
  const [done, setDone] = useState<BulkDone>();
  const [isBusy, startTransition] = useTransition();
  const count = selection.size;
  const isTooMany = count > MOST_IN_BULK;

  const perform = (verb: BulkVerb) => {
    setPerforming(verb);
    startTransition(async () => {
      const result = await performOnConnectorsAction({ verb, connectorIds: [...selection.keys()] });
      setIsAsking(false);
      if (result.ok) setDone({ verb, outcomes: result.data, names: selection });
      else toast({ intent: 'error', text: result.error.message });
      await queryClient.invalidateQueries({ queryKey: LIVE_QUERIES });
    });
  };

  return (
    <>
      {count > 0 && (
        <div role="toolbar" aria-label={t('label')} className={styles.bar}>
          <Caption1Strong role="status" className={styles.count}>
            {isTooMany ? t('tooMany', { count, most: MOST_IN_BULK }) : t('selected', { count })}
          </Caption1Strong>
          {(['run', 'pause', 'resume'] as const).map((verb) => (
            <Button
              key={verb}
              size="small"
              icon={isBusy && performing === verb ? <Spinner size="extra-tiny" /> : icons[verb]}
              disabledFocusable={isBusy || isTooMany}
              onClick={() => {
                if (verb === 'pause') setIsAsking(true);
                else perform(verb);
              }}
            >
              {t(`verbs.${verb}`)}
            </Button>
          ))}
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            disabledFocusable={isBusy}
            onClick={onClear}
          >
            {t('clear')}
          </Button>
        </div>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        isBusy={isBusy}
        title={t('confirmTitle', { count })}
        confirmLabel={t('verbs.pause')}
        onConfirm={() => {
          perform('pause');
        }}
        onCancel={() => {
          setIsAsking(false);
        }}
      >
        {t('confirmText')}
      </ConfirmDialog>
      {done !== undefined && (
        <BulkResult
          done={done}
          onClose={() => {
            setDone(undefined);
            onClear();
          }}
        />
      )}
    </>
  );
}
