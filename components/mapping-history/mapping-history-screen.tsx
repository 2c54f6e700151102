'use client';

import {
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { CompareVersions } from '#components/mapping-history/compare-versions.tsx';
import { MappingVersionTable } from '#components/mapping-history/mapping-version-table.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { MappingComparison } from '#components/wizard/mapping/mapping-comparison.tsx';
import { restoreMappingAction } from '#lib/actions/mapping-files.ts';
import type {
  MappingHistoryView,
  MappingVersionView,
} from '#lib/domain/mapping-file/mapping-version-view.ts';

const useStyles = makeStyles({
  page: { display: 'grid', rowGap: tokens.spacingVerticalXL, minWidth: 0 },
  dialog: { display: 'grid', rowGap: tokens.spacingVerticalM, minWidth: 0 },
});

type MappingHistoryScreenProps = {
  readonly history: MappingHistoryView;
  /** May see what is in the files. */
  readonly mayRead: boolean;
  readonly mayWrite: boolean;
};

type Outcome = { readonly intent: 'success' | 'error'; readonly text: string };

/** Every version of a connector's mapping file: who, when, what changed; downloads, and the way back. */
export function MappingHistoryScreen({ history, mayRead, mayWrite }: MappingHistoryScreenProps) {
  const t = useTranslations('connectors.mappingHistory');
  const connectors = useTranslations('connectors');
  const styles = useStyles();
  const router = useRouter();
  const [asked, setAsked] = useState<MappingVersionView | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isBusy, startTransition] = useTransition();
  const { connectorId, connectorName, versions } = history;
  const [current] = versions;

  const restore = (version: MappingVersionView) => {
    startTransition(async () => {
      const result = await restoreMappingAction({ connectorId, versionId: version.id });
      setAsked(null);
      setOutcome(
        result.ok
          ? { intent: 'success', text: t('restored', result.data) }
          : { intent: 'error', text: result.error.message },
      );
      router.refresh();
    });
  };

  return (
    <>
      <PageHeader
        title={t('title', { name: connectorName })}
        description={t('intro')}
        crumbs={[
          { label: connectors('title'), href: '/data-connectors/connectors' },
          {
            label: connectorName,
            href: `/data-connectors/connectors?connector=${connectorId}`,
          },
        ]}
      />
      <div className={styles.page}>
        <div role="status">
          {outcome !== null && (
            <MessageBar intent={outcome.intent} layout="multiline">
              <MessageBarBody>{outcome.text}</MessageBarBody>
            </MessageBar>
          )}
        </div>
        {current === undefined ? (
          <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
        ) : (
          <MappingVersionTable
            versions={versions}
            mayRead={mayRead}
            mayWrite={mayWrite}
            onRestore={setAsked}
          />
        )}
        {!mayRead && <Caption1>{t('noPermission')}</Caption1>}
        {mayRead && versions.length > 1 && <CompareVersions versions={versions} />}
      </div>
      {asked !== null && current !== undefined && (
        <ConfirmDialog
          isOpen
          isWide
          isBusy={isBusy}
          title={t('restoreTitle', { number: asked.number })}
          confirmLabel={t('restoreConfirm')}
          onConfirm={() => {
            restore(asked);
          }}
          onCancel={() => {
            setAsked(null);
          }}
        >
          <div className={styles.dialog}>
            {t('restoreText', { next: current.number + 1 })}
            <MappingComparison from={current.id} to={asked.id} />
          </div>
        </ConfirmDialog>
      )}
    </>
  );
}
