'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { CalendarDayMark } from '#components/home/calendar-day-mark.tsx';
import { CalendarLegend } from '#components/home/calendar-legend.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { LoadingState } from '#components/ui/loading-state.tsx';
import { Pager } from '#components/ui/pager.tsx';
import { StaleNotice } from '#components/ui/stale-notice.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import { calendarSchema, CALENDARS_PER_PAGE } from '#lib/domain/calendar.ts';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto', paddingBottom: tokens.spacingVerticalXS },
  table: { borderCollapse: 'separate', borderSpacing: '2px' },
  name: {
    position: 'sticky',
    insetInlineStart: 0,
    zIndex: 1,
    minWidth: '140px',
    maxWidth: '220px',
    paddingInlineEnd: tokens.spacingHorizontalM,
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
    overflowWrap: 'anywhere',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  day: {
    width: '26px',
    padding: 0,
    textAlign: 'center',
    fontSize: tokens.fontSizeBase100,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
  },
});

/** For each connector and day whether everything was filed; a day leads to the import that decided. */
export function CompletenessCalendar() {
  const t = useTranslations('home.calendar');
  const styles = useStyles();
  const format = useFormatter();
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useLiveQuery({
    path: `/api/home/calendar?page=${page}`,
    schema: calendarSchema,
    initial: undefined,
    isChanging: () => false,
  });
  if (data === undefined) {
    return error === null ? <LoadingState /> : <ErrorState onRetry={() => void refetch()} />;
  }
  const noon = (day: string) => new Date(`${day}T12:00:00Z`);
  const dayWords = (day: string) =>
    format.dateTime(noon(day), { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <>
      <StaleNotice error={error} onRetry={() => void refetch()} />
      <CalendarLegend />
      <div
        ref={scrollToEnd}
        className={styles.scroll}
        tabIndex={0}
        role="group"
        aria-label={t('title')}
      >
        <table className={styles.table} aria-label={t('title')}>
          <thead>
            <tr>
              <th scope="col" className={styles.name}>
                {t('connector')}
              </th>
              {data.days.map((day) => (
                <th key={day} scope="col" className={styles.day} aria-label={dayWords(day)}>
                  {format.dateTime(noon(day), { day: 'numeric', timeZone: 'UTC' })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.connectors.map(({ id, name, states }) => (
              <tr key={id}>
                <th scope="row" className={styles.name}>
                  <TextLink href={`/data-connectors/connectors?connector=${id}`}>{name}</TextLink>
                </th>
                {states.map(({ state, runId }, index) => (
                  <td key={data.days[index]} className={styles.day}>
                    <CalendarDayMark
                      state={state}
                      runId={runId}
                      day={dayWords(data.days[index] ?? '')}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager
        label={t('pages')}
        page={page}
        pageSize={CALENDARS_PER_PAGE}
        total={data.total}
        onPage={setPage}
      />
    </>
  );
}

/** Where not all days fit, the latest are seen first. */
function scrollToEnd(element: HTMLElement | null): void {
  element?.scrollTo({ left: element.scrollWidth });
}
