'use client';

import { Body1, tokens } from '@fluentui/react-components';
import { useFormatter, useTranslations } from 'next-intl';
import { ChartFrame } from '#components/ui/charts/chart-frame.tsx';
import { Lines } from '#components/ui/charts/charts.tsx';
import { FigureTable } from '#components/ui/charts/figure-table.tsx';
import { PageSection } from '#components/ui/page-section.tsx';
import type { RunView } from '#lib/domain/runs/run-view.ts';
import { throughputOf } from '#lib/domain/runs/throughput.ts';

/** How many items an import read and delivered a second, while it ran. */
export function RunThroughput({ run }: { readonly run: RunView }) {
  const t = useTranslations('runs.throughput');
  const format = useFormatter();
  const { curve, fetchStartedAt } = run;
  if (fetchStartedAt === null) return null;
  const start = Date.parse(fetchStartedAt);
  const rates = curve === null ? [] : throughputOf(curve);
  const timeOf = (second: number) => new Date(start + second * 1000);
  const rate = (value: number) => format.number(value, { maximumFractionDigits: 1 });

  return (
    <PageSection title={t('title')}>
      {rates.length === 0 ? (
        <Body1>{t('none')}</Body1>
      ) : (
        <ChartFrame
          label={t('title')}
          chart={
            <Lines
              label={t('title')}
              lines={[
                {
                  name: t('read'),
                  color: tokens.colorPaletteLavenderForeground2,
                  points: rates.map(({ second, readPerSecond }) => ({
                    at: timeOf(second),
                    value: readPerSecond,
                  })),
                },
                {
                  name: t('delivered'),
                  color: tokens.colorBrandForeground1,
                  points: rates.map(({ second, deliveredPerSecond }) => ({
                    at: timeOf(second),
                    value: deliveredPerSecond,
                  })),
                },
              ]}
            />
          }
          table={
            <FigureTable
              label={t('title')}
              head={[t('time'), t('read'), t('delivered')]}
              rows={rates.map(({ second, readPerSecond, deliveredPerSecond }, index) => ({
                key: `${index}`,
                cells: [
                  format.dateTime(timeOf(second), { timeStyle: 'medium' }),
                  rate(readPerSecond),
                  rate(deliveredPerSecond),
                ],
              }))}
            />
          }
        />
      )}
    </PageSection>
  );
}
