'use client';

import { Body1, Button, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { PlayRegular, StopRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { CoverageNotice } from '#components/coverage/coverage-notice.tsx';
import { coveragePath } from '#components/coverage/coverage-paths.ts';
import { CoverageProgress } from '#components/coverage/coverage-progress.tsx';
import { CoverageResult } from '#components/coverage/coverage-result.tsx';
import { StaleNotice } from '#components/ui/stale-notice.tsx';
import { LIVE_QUERIES, useLiveQuery } from '#components/ui/use-live-query.ts';
import { cancelPreviewAction, requestPreviewAction } from '#lib/actions/coverage.ts';
import type { ActionResult } from '#lib/actions/run-action.ts';
import {
  coverageViewSchema,
  isActiveCoverage,
  type CoverageSubject,
  type CoverageView,
} from '#lib/domain/coverage/coverage-preview.ts';

const useStyles = makeStyles({
  panel: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    justifyItems: 'start',
  },
  wide: { width: '100%' },
  announced: {
    width: '100%',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalM,
    ':empty': { display: 'none' },
  },
});

type CoveragePanelProps = {
  readonly subject: CoverageSubject;
  readonly initial: CoverageView;
  /** Where a refused sign-in is mended; null where this page does not lead there. */
  readonly loginHref: string | null;
};

/** Asks for a preview, shows how far it is, and the last one that is done. */
export function CoveragePanel({ subject, initial, loginHref }: CoveragePanelProps) {
  const t = useTranslations('coverage');
  const styles = useStyles();
  const queryClient = useQueryClient();
  const [error, setError] = useState<string>();
  const [isBusy, startTransition] = useTransition();
  const live = useLiveQuery({
    path: coveragePath(subject),
    schema: coverageViewSchema,
    initial,
    isChanging: ({ current }) => current !== null && isActiveCoverage(current),
  });
  const { current, last } = live.data ?? initial;
  const active = current !== null && isActiveCoverage(current) ? current : null;

  const act = (perform: () => Promise<ActionResult<unknown>>) => {
    setError(undefined);
    startTransition(async () => {
      const result = await perform();
      if (!result.ok) setError(result.error.message);
      await queryClient.invalidateQueries({ queryKey: LIVE_QUERIES });
    });
  };

  return (
    <div className={styles.panel}>
      {active === null ? (
        <Button
          appearance={last === null ? 'primary' : 'secondary'}
          icon={isBusy ? <Spinner size="tiny" /> : <PlayRegular />}
          disabledFocusable={isBusy}
          onClick={() => {
            act(() => requestPreviewAction({ subject }));
          }}
        >
          {last === null ? t('start') : t('again')}
        </Button>
      ) : (
        <Button
          icon={<StopRegular />}
          disabledFocusable={isBusy}
          onClick={() => {
            act(() => cancelPreviewAction({ subject, previewId: active.id }));
          }}
        >
          {t('cancel')}
        </Button>
      )}
      <StaleNotice error={live.error} onRetry={() => void live.refetch()} />
      <div role="status" className={styles.announced}>
        {active !== null && <CoverageProgress key={active.id} preview={active} />}
        <CoverageNotice
          current={current}
          last={last}
          error={error}
          subject={subject}
          loginHref={loginHref}
        />
      </div>
      {last === null && active === null && <Body1>{t('none')}</Body1>}
      {last !== null && (
        <div className={styles.wide} aria-busy={active !== null}>
          <CoverageResult subject={subject} preview={last} />
        </div>
      )}
    </div>
  );
}
