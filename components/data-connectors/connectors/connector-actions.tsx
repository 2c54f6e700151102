'use client';

import {
  Button,
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { ArrowSyncRegular, PauseRegular, PlayRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId, useState, useTransition } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { LIVE_QUERIES } from '#components/ui/use-live-query.ts';
import {
  pauseConnectorAction,
  resumeConnectorAction,
  runConnectorNowAction,
} from '#lib/actions/connectors.ts';
import type { ConnectorSummary } from '#lib/domain/connectors/connector-view.ts';

const useStyles = makeStyles({
  actions: { display: 'grid', rowGap: tokens.spacingVerticalS },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const verbs = {
  started: runConnectorNowAction,
  pausedNow: pauseConnectorAction,
  resumedNow: resumeConnectorAction,
} as const;

type Outcome =
  | { readonly intent: 'success'; readonly done: keyof typeof verbs }
  | { readonly intent: 'error'; readonly message: string };

type ConnectorActionsProps = {
  readonly connector: Pick<ConnectorSummary, 'id' | 'name' | 'state' | 'progress'>;
  readonly mayWrite: boolean;
};

/** What can be done with a connector, and why not where it cannot. */
export function ConnectorActions({ connector, mayWrite }: ConnectorActionsProps) {
  const t = useTranslations('connectors.actions');
  const confirm = useTranslations('connectors.confirmPause');
  const styles = useStyles();
  const reasonId = useId();
  // Without it nothing has the focus after the question, and the fly-out is hidden to screen readers.
  const restoreFocus = useRestoreFocusTarget();
  const queryClient = useQueryClient();
  const [isConfirming, setIsConfirming] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const [isBusy, startTransition] = useTransition();

  const isPaused = connector.state === 'paused';
  const whyNotRun = whyNot();
  const perform = (verb: keyof typeof verbs) => {
    startTransition(async () => {
      const result = await verbs[verb]({ connectorId: connector.id });
      setOutcome(
        result.ok
          ? { intent: 'success', done: verb }
          : { intent: 'error', message: result.error.message },
      );
      await queryClient.invalidateQueries({ queryKey: LIVE_QUERIES });
      setIsConfirming(false);
    });
  };

  return (
    <div className={styles.actions}>
      <div role="toolbar" aria-label={t('label')} className={styles.buttons}>
        <Button
          appearance="primary"
          icon={<ArrowSyncRegular />}
          disabledFocusable={whyNotRun !== undefined || isBusy}
          aria-describedby={whyNotRun === undefined ? undefined : reasonId}
          onClick={() => {
            perform('started');
          }}
        >
          {t('runNow')}
        </Button>
        <Button
          {...restoreFocus}
          icon={isPaused ? <PlayRegular /> : <PauseRegular />}
          disabledFocusable={!mayWrite || isBusy}
          aria-describedby={mayWrite ? undefined : reasonId}
          onClick={() => {
            if (isPaused) perform('resumedNow');
            else setIsConfirming(true);
          }}
        >
          {isPaused ? t('resume') : t('pause')}
        </Button>
      </div>
      {whyNotRun !== undefined && <Caption1 id={reasonId}>{t(whyNotRun)}</Caption1>}
      {outcome !== undefined && (
        <MessageBar intent={outcome.intent}>
          <MessageBarBody>
            {outcome.intent === 'success' ? t(outcome.done) : outcome.message}
          </MessageBarBody>
        </MessageBar>
      )}
      <ConfirmDialog
        isOpen={isConfirming}
        isBusy={isBusy}
        title={confirm('title', { name: connector.name })}
        confirmLabel={confirm('confirm')}
        onConfirm={() => {
          perform('pausedNow');
        }}
        onCancel={() => {
          setIsConfirming(false);
        }}
      >
        {confirm('text')}
      </ConfirmDialog>
    </div>
  );

  function whyNot() {
    if (!mayWrite) return 'noPermission';
    if (isPaused) return 'runPaused';
    return connector.progress === null ? undefined : 'runActive';
  }
}
