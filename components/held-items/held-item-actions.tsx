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
import { ArrowSyncRegular, DeleteRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId, useState, useTransition, type ReactNode } from 'react';
import { ReleaseDialog } from '#components/held-items/release-dialog.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { LIVE_QUERIES } from '#components/ui/use-live-query.ts';
import { releaseHeldItemsAction, replayHeldItemsAction } from '#lib/actions/held-items.ts';
import { countedWords } from '#lib/domain/held-items/held-count.ts';
import { filterOf, type HeldItemSearch } from '#lib/domain/held-items/held-item-search.ts';

const useStyles = makeStyles({
  actions: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalS,
  },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
  },
});

type Replayed = Extract<Awaited<ReturnType<typeof replayHeldItemsAction>>, { ok: true }>['data'];

type Outcome =
  | { readonly kind: 'replayed'; readonly data: Replayed }
  | { readonly kind: 'released'; readonly count: number }
  | { readonly kind: 'refused'; readonly message: string };

type HeldItemActionsProps = {
  readonly search: HeldItemSearch;
  /** How many items the search finds. */
  readonly total: number;
  readonly selectedIds: readonly string[];
  readonly mayManage: boolean;
  readonly onDone: () => void;
};

/** What may be decided about held items, and why not where it may not. */
export function HeldItemActions(props: HeldItemActionsProps) {
  const { search, total, selectedIds, mayManage, onDone } = props;
  const t = useTranslations('held');
  const styles = useStyles();
  const reasonId = useId();
  const restoreFocus = useRestoreFocusTarget();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<'replay-all' | 'release' | null>(null);
  const [outcome, setOutcome] = useState<Outcome>();
  const [isBusy, startTransition] = useTransition();
  const isBlocked = !mayManage || isBusy;
  const hasNone = selectedIds.length === 0;

  const perform = (decide: () => Promise<Outcome>) => {
    startTransition(async () => {
      setOutcome(await decide());
      setAsking(null);
      onDone();
      await queryClient.invalidateQueries({ queryKey: LIVE_QUERIES });
    });
  };
  const replay = (selection: Parameters<typeof replayHeldItemsAction>[0]) => {
    perform(async () => {
      const result = await replayHeldItemsAction(selection);
      return result.ok
        ? { kind: 'replayed', data: result.data }
        : { kind: 'refused', message: result.error.message };
    });
  };
  const release = (reason: string) => {
    perform(async () => {
      const result = await releaseHeldItemsAction({ itemIds: selectedIds, reason });
      return result.ok
        ? { kind: 'released', count: result.data.released }
        : { kind: 'refused', message: result.error.message };
    });
  };

  return (
    <div className={styles.actions}>
      <div role="toolbar" aria-label={t('actions.label')} className={styles.buttons}>
        <Button
          appearance="primary"
          icon={<ArrowSyncRegular />}
          disabledFocusable={isBlocked || hasNone}
          aria-describedby={mayManage ? undefined : reasonId}
          onClick={() => {
            replay({ selection: { itemIds: selectedIds } });
          }}
        >
          {t('actions.replay')}
        </Button>
        <Button
          {...restoreFocus}
          icon={<DeleteRegular />}
          disabledFocusable={isBlocked || hasNone}
          aria-describedby={mayManage ? undefined : reasonId}
          onClick={() => {
            setAsking('release');
          }}
        >
          {t('actions.release')}
        </Button>
        <Button
          {...restoreFocus}
          appearance="subtle"
          disabledFocusable={isBlocked || total === 0}
          aria-describedby={mayManage ? undefined : reasonId}
          onClick={() => {
            setAsking('replay-all');
          }}
        >
          {t('actions.replayAll', countedWords(total))}
        </Button>
        {!hasNone && (
          <Caption1 role="status">{t('selected', { count: selectedIds.length })}</Caption1>
        )}
      </div>
      {!mayManage && <Caption1 id={reasonId}>{t('actions.noPermission')}</Caption1>}
      {outcome !== undefined && <OutcomeBar outcome={outcome} />}
      <ConfirmDialog
        isOpen={asking === 'replay-all'}
        isBusy={isBusy}
        title={t('replayAllDialog.title', countedWords(total))}
        confirmLabel={t('replayAllDialog.confirm')}
        onConfirm={() => {
          replay({ selection: { filter: filterOf(search) } });
        }}
        onCancel={() => {
          setAsking(null);
        }}
      >
        {t('replayAllDialog.text')}
      </ConfirmDialog>
      {asking === 'release' && (
        <ReleaseDialog
          count={selectedIds.length}
          isBusy={isBusy}
          onRelease={release}
          onCancel={() => {
            setAsking(null);
          }}
        />
      )}
    </div>
  );
}

function OutcomeBar({ outcome }: { readonly outcome: Outcome }) {
  const t = useTranslations('held');
  if (outcome.kind === 'refused') return <Bar intent="error">{outcome.message}</Bar>;
  if (outcome.kind === 'released') {
    return <Bar intent="success">{t('released', { count: outcome.count })}</Bar>;
  }
  const { started, notStarted } = outcome.data;
  return (
    <>
      {started.map(({ runId, connectorName, items }) => (
        <Bar key={runId} intent="success">
          {t('started', { count: items, connector: connectorName })}{' '}
          <TextLink href={`/runs/${runId}`}>{t('open')}</TextLink>
        </Bar>
      ))}
      {notStarted.length > 0 && (
        <Bar intent="warning">{t('notStarted', { names: notStarted.join(', ') })}</Bar>
      )}
    </>
  );
}

type BarProps = {
  readonly intent: 'success' | 'warning' | 'error';
  readonly children: ReactNode;
};

function Bar({ intent, children }: BarProps) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>{children}</MessageBarBody>
    </MessageBar>
  );
}
