'use client';

import { ResponsiveContainer, VerticalStackedBarChart } from '@fluentui/react-charts';
import { useLocale } from 'next-intl';

export type Bar = {
  readonly label: string;
  readonly parts: readonly {
    readonly name: string;
    readonly color: string;
    readonly value: number;
  }[];
};

type DrawnBarsProps = { readonly label: string; readonly bars: readonly Bar[] };

/** Draws bars of several parts. Loaded with the charts, and in the browser only ({@link Bars}). */
export default function DrawnBars({ label, bars }: DrawnBarsProps) {
  const locale = useLocale();
  return (
    <ResponsiveContainer height={260}>
      <VerticalStackedBarChart
        chartTitle={label}
        culture={locale}
        height={260}
        barWidth="auto"
        maxBarWidth={24}
        barGapMax={2}
        isCalloutForStack
        rotateXAxisLables
        data={bars.map((bar) => ({
          xAxisPoint: bar.label,
          chartData: bar.parts.map(({ name, color, value }) => ({
            legend: name,
            color,
            data: value,
          })),
        }))}
      />
    </ResponsiveContainer>
  );
}
