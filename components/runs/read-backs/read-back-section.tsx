'use client';

import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { MailCheckmarkRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { ReadBackEntry } from '#components/runs/read-backs/read-back-entry.tsx';
import { useReadBackToasts } from '#components/runs/read-backs/use-read-back-toasts.ts';
import { PageSection } from '#components/ui/page-section.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { useToast } from '#components/ui/toasts.tsx';
import { LIVE_QUERIES, useLiveQuery } from '#components/ui/use-live-query.ts';
import { requestReadBackAction } from '#lib/actions/read-backs.ts';
import {
  isActiveReadBack,
  readBackListSchema,
  type ReadBackList,
} from '#lib/domain/runs/read-back.ts';
import { RUN_LIST_PAGE_SIZE } from '#lib/domain/runs/run-pages.ts';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
});

type ReadBackSectionProps = {
  readonly runId: string;
  /** The first page. */
  readonly initial: ReadBackList;
  /** Whether the person may have the mailboxes checked. */
  readonly mayCheck: boolean;
};

/** When a closed import was compared with its mailboxes again, by whom, and what differed. */
export function ReadBackSection({ runId, initial, mayCheck }: ReadBackSectionProps) {
  const t = useTranslations('runs.readBack');
  const styles = useStyles();
  const [page, setPage] = useState(1);
  const { data = initial } = useLiveQuery({
    path: `/api/runs/${runId}/read-backs?page=${page}`,
    schema: readBackListSchema,
    initial: page === 1 ? initial : undefined,
    isChanging: ({ readBacks }) => readBacks.some(isActiveReadBack),
  });
  useReadBackToasts(data.readBacks);
  const isActive = data.readBacks.some(isActiveReadBack);

  return (
    <PageSection
      title={t('title')}
      end={mayCheck ? <CheckAgain runId={runId} isActive={isActive} /> : null}
    >
      {data.total === 0 ? (
        <Body1>{t('none')}</Body1>
      ) : (
        <ul className={styles.list}>
          {data.readBacks.map((readBack) => (
            <li key={readBack.id}>
              <ReadBackEntry runId={runId} readBack={readBack} />
            </li>
          ))}
        </ul>
      )}
      <Pager
        label={t('pages')}
        page={page}
        pageSize={RUN_LIST_PAGE_SIZE}
        total={data.total}
        onPage={setPage}
      />
    </PageSection>
  );
}

type CheckAgainProps = { readonly runId: string; readonly isActive: boolean };

function CheckAgain({ runId, isActive }: CheckAgainProps) {
  const t = useTranslations('runs.readBack');
  const toast = useToast();
  const queryClient = useQueryClient();
  const [isBusy, startTransition] = useTransition();
  const request = () => {
    startTransition(async () => {
      const result = await requestReadBackAction({ runId });
      toast(
        result.ok
          ? { intent: 'info', text: t('begun') }
          : { intent: 'error', text: result.error.message },
      );
      await queryClient.invalidateQueries({ queryKey: LIVE_QUERIES });
    });
  };
  return (
    <Button
      icon={<MailCheckmarkRegular />}
      disabledFocusable={isActive || isBusy}
      onClick={request}
    >
      {t('checkAgain')}
    </Button>
  );
}
