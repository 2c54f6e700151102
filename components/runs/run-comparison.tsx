'use client';

import { Body1 } from '@fluentui/react-components';
import { useFormatter, useTranslations } from 'next-intl';
import { RunStateText } from '#components/runs/run-state.tsx';
import { useDuration } from '#components/runs/use-duration.ts';
import { FigureTable } from '#components/ui/charts/figure-table.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { PageSection } from '#components/ui/page-section.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { RunSummary, RunView } from '#lib/domain/runs/run-view.ts';

const counters = [
  'itemsAvailable',
  'availableForImport',
  'imported',
  'partiallyImported',
  'skipped',
  'failed',
  'held',
] as const;

/** An import beside the one before it. */
export function RunComparison({ run }: { readonly run: RunView }) {
  const t = useTranslations('runs.comparison');
  const words = useTranslations('runs.counters');
  const format = useFormatter();
  const duration = useDuration();
  const { previous } = run;
  if (previous === null) {
    return (
      <PageSection title={t('title')}>
        <Body1>{t('none')}</Body1>
      </PageSection>
    );
  }
  const change = (now: number, before: number) =>
    now === before ? '0' : format.number(now - before, { signDisplay: 'always' });
  const took = (summary: RunSummary) => {
    const seconds = secondsOf(summary);
    return seconds === null ? t('running') : duration(seconds);
  };
  return (
    <PageSection
      title={t('title')}
      end={<TextLink href={`/runs/${previous.id}`}>{t('open')}</TextLink>}
    >
      <FigureTable
        label={t('title')}
        head={[t('what'), t('this'), t('previous'), t('change')]}
        rows={[
          {
            key: 'began',
            cells: [
              t('began'),
              <LocalTime key="this" value={run.createdAt} />,
              <LocalTime key="previous" value={previous.createdAt} />,
              '',
            ],
          },
          {
            key: 'state',
            cells: [
              t('result'),
              <RunStateText key="this" state={run.state} />,
              <RunStateText key="previous" state={previous.state} />,
              '',
            ],
          },
          { key: 'took', cells: [t('took'), took(run), took(previous), ''] },
          ...counters.map((counter) => ({
            key: counter,
            cells: [
              words(counter),
              format.number(run.counters[counter]),
              format.number(previous.counters[counter]),
              change(run.counters[counter], previous.counters[counter]),
            ],
          })),
        ]}
      />
    </PageSection>
  );
}

function secondsOf({ createdAt, finishedAt }: RunSummary): number | null {
  return finishedAt === null ? null : (Date.parse(finishedAt) - Date.parse(createdAt)) / 1000;
}
