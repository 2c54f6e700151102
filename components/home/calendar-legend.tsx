'use client';

import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { CalendarMark } from '#components/home/calendar-day-mark.tsx';

const useStyles = makeStyles({
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  entry: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
});

const shown = ['complete', 'held', 'incomplete', 'running', 'none'] as const;

/** What the marks of the calendar mean. */
export function CalendarLegend() {
  const t = useTranslations('home.calendar.states');
  const styles = useStyles();
  return (
    <ul className={styles.legend}>
      {shown.map((state) => (
        <li key={state} className={styles.entry}>
          <CalendarMark state={state} />
          <Caption1>{t(state)}</Caption1>
        </li>
      ))}
    </ul>
  );
}
