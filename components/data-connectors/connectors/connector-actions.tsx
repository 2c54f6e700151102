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
import {
  AlertRegular,
  ArrowSyncRegular,
  CalendarAddRegular,
  DocumentTableRegular,
  PeopleSearchRegular,
  PauseRegular,
  PlayRegular,
} from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId, useState, useTransition } from 'react';
import { BackfillDialog } from '#components/data-connectors/connectors/backfill-dialog.tsx';
import { ReplaceMappingDialog } from '#components/data-connectors/connectors/replace-mapping-dialog.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { LIVE_QUERIES } from '#components/ui/use-live-query.ts';
import {
  backfillConnectorAction,
  pauseConnectorAction,
  resumeConnectorAction,
  runConnectorNowAction,
} from '#lib/actions/connectors.ts';
import type { ActionResult } from '#lib/actions/run-action.ts';
import type { ConnectorDetails } from '#lib/domain/connectors/connector-view.ts';

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
  | { readonly intent: 'success'; readonly message: string }
  | { readonly intent: 'error'; readonly message: string };

type ConnectorActionsProps = {
  readonly connector: Pick<ConnectorDetails, 'id' | 'name' | 'state' | 'progress' | 'mappingFile'>;
  readonly mayWrite: boolean;
};

/** What can be done with a connector, and why not where it cannot. */
export function ConnectorActions({ connector, mayWrite }: ConnectorActionsProps) {
  const t = useTranslations('connectors.actions');
  const confirm = useTranslations('connectors.confirmPause');
  const coverage = useTranslations('coverage');
  const alerts = useTranslations('alerts.connector');
  const styles = useStyles();
  const reasonId = useId();
  // Without it nothing has the focus after the question, and the fly-out is hidden to screen readers.
  const restoreFocus = useRestoreFocusTarget();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<'pause' | 'backfill' | 'mapping' | null>(null);
  const mapping = useTranslations('connectors.replaceMapping');
  const [outcome, setOutcome] = useState<Outcome>();
  const [isBusy, startTransition] = useTransition();

  const isPaused = connector.state === 'paused';
  const whyNotRun = whyNot();
  const finish = async (done: Outcome) => {
    setOutcome(done);
    setAsking(null);
    await queryClient.invalidateQueries({ queryKey: LIVE_QUERIES });
  };
  const run = (act: () => Promise<ActionResult<unknown>>, message: string) => {
    startTransition(async () => {
      const result = await act();
      await finish(
        result.ok
          ? { intent: 'success', message }
          : { intent: 'error', message: result.error.message },
      );
    });
  };
  const perform = (verb: keyof typeof verbs) => {
    run(() => verbs[verb]({ connectorId: connector.id }), t(verb));
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
            else setAsking('pause');
          }}
        >
          {isPaused ? t('resume') : t('pause')}
        </Button>
        <Button
          {...restoreFocus}
          icon={<CalendarAddRegular />}
          disabledFocusable={whyNotRun !== undefined || isBusy}
          aria-describedby={whyNotRun === undefined ? undefined : reasonId}
          onClick={() => {
            setAsking('backfill');
          }}
        >
          {t('backfill')}
        </Button>
        <Button
          {...restoreFocus}
          icon={<DocumentTableRegular />}
          disabledFocusable={!mayWrite || isBusy}
          aria-describedby={mayWrite ? undefined : reasonId}
          onClick={() => {
            setAsking('mapping');
          }}
        >
          {t('replaceMapping')}
        </Button>
        {mayWrite && (
          <ButtonLink
            icon={<PeopleSearchRegular />}
            href={`/data-connectors/connectors/${connector.id}/coverage`}
          >
            {coverage('title')}
          </ButtonLink>
        )}
        <ButtonLink
          icon={<AlertRegular />}
          href={`/data-connectors/connectors/${connector.id}/alerts`}
        >
          {alerts('link')}
        </ButtonLink>
      </div>
      {whyNotRun !== undefined && <Caption1 id={reasonId}>{t(whyNotRun)}</Caption1>}
      {outcome !== undefined && (
        <MessageBar intent={outcome.intent}>
          <MessageBarBody>{outcome.message}</MessageBarBody>
        </MessageBar>
      )}
      <ConfirmDialog
        isOpen={asking === 'pause'}
        isBusy={isBusy}
        title={confirm('title', { name: connector.name })}
        confirmLabel={confirm('confirm')}
        onConfirm={() => {
          perform('pausedNow');
        }}
        onCancel={() => {
          setAsking(null);
        }}
      >
        {confirm('text')}
      </ConfirmDialog>
      {asking === 'backfill' && (
        <BackfillDialog
          name={connector.name}
          isBusy={isBusy}
          onImport={(days) => {
            const period = { connectorId: connector.id, ...days };
            run(() => backfillConnectorAction(period), t('backfilled'));
          }}
          onCancel={() => {
            setAsking(null);
          }}
        />
      )}
      {asking === 'mapping' && (
        <ReplaceMappingDialog
          connector={connector}
          onReplaced={(version) => {
            void finish({ intent: 'success', message: mapping('done', version) });
          }}
          onCancel={() => {
            setAsking(null);
          }}
        />
      )}
    </div>
  );

  function whyNot() {
    if (!mayWrite) return 'noPermission';
    if (isPaused) return 'runPaused';
    return connector.progress === null ? undefined : 'runActive';
  }
}
