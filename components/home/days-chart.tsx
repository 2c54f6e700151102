'use client';

import { Body1, tokens } from '@fluentui/react-components';
import { useFormatter, useTranslations } from 'next-intl';
import { ChartFrame } from '#components/ui/charts/chart-frame.tsx';
import { Bars } from '#components/ui/charts/charts.tsx';
import { FigureTable } from '#components/ui/charts/figure-table.tsx';
import type { DayTotal } from '#lib/domain/home-view.ts';

const outcomes = ['imported', 'partiallyImported', 'skipped', 'held', 'failed'] as const;

const colors = {
  imported: tokens.colorBrandBackground,
  partiallyImported: tokens.colorPaletteTealForeground2,
  skipped: tokens.colorNeutralStrokeAccessible,
  held: tokens.colorPaletteMarigoldBorderActive,
  failed: tokens.colorStatusDangerBackground3,
} as const;

/** What became of everything that the imports of the last thirty days brought. */
export function DaysChart({ days }: { readonly days: readonly DayTotal[] }) {
  const t = useTranslations('home.days');
  const format = useFormatter();
  const dayWords = (day: string) =>
    format.dateTime(new Date(`${day}T12:00:00Z`), {
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    });
  if (days.every(({ runs }) => runs === 0)) return <Body1>{t('none')}</Body1>;
  return (
    <ChartFrame
      label={t('title')}
      chart={
        <Bars
          label={t('title')}
          bars={days.map((total) => ({
            label: dayWords(total.day),
            parts: outcomes.map((outcome) => ({
              name: t(outcome),
              color: colors[outcome],
              value: total[outcome],
            })),
          }))}
        />
      }
      table={
        <FigureTable
          label={t('title')}
          head={[t('day'), t('imports'), ...outcomes.map((outcome) => t(outcome))]}
          rows={days.toReversed().map((total) => ({
            key: total.day,
            cells: [
              dayWords(total.day),
              format.number(total.runs),
              ...outcomes.map((outcome) => format.number(total[outcome])),
            ],
          }))}
        />
      }
    />
  );
}
