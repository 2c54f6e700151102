'use client';

import { LineChart, ResponsiveContainer } from '@fluentui/react-charts';
import { useLocale } from 'next-intl';

export type Line = {
  readonly name: string;
  readonly color: string;
  readonly points: readonly { readonly at: Date; readonly value: number }[];
};

type DrawnLinesProps = { readonly label: string; readonly lines: readonly Line[] };

/** Draws lines over time. Loaded with the charts, and in the browser only ({@link Lines}). */
export default function DrawnLines({ label, lines }: DrawnLinesProps) {
  const locale = useLocale();
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  return (
    <ResponsiveContainer height={260}>
      <LineChart
        data={{
          chartTitle: label,
          lineChartData: lines.map(({ name, color, points }) => ({
            legend: name,
            color,
            data: points.map(({ at, value }) => ({ x: at, y: value })),
            lineOptions: { strokeWidth: 2 },
          })),
        }}
        culture={locale}
        height={260}
        yMinValue={0}
        useUTC={false}
        customDateTimeFormatter={(at) => clock.format(at)}
        enablePerfOptimization
      />
    </ResponsiveContainer>
  );
}
