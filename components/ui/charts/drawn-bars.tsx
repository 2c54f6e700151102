'use client';

import { ResponsiveContainer, VerticalStackedBarChart } from '@fluentui/react-charts';
import { useLocale } from 'next-intl';

const HEIGHT = 260;

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
    <ResponsiveContainer height={HEIGHT}>
      <VerticalStackedBarChart
        chartTitle={label}
        culture={locale}
        height={HEIGHT}
        barWidth="auto"
        maxBarWidth={24}
        barGapMax={2}
        isCalloutForStack
        // On a narrow screen not every bar has its label.
        hideTickOverlap
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
