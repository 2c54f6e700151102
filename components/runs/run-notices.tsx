'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, InfoFilled, WarningFilled } from '@fluentui/react-icons';
import { useFormatter, useTranslations } from 'next-intl';
import { PageSection } from '#components/ui/page-section.tsx';
import { StatusText } from '#components/ui/status-text.tsx';
import { useProblem } from '#components/ui/use-problem.ts';
import type { RunNotice } from '#lib/domain/runs/run-notice.ts';

const useStyles = makeStyles({
  notices: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    overflowWrap: 'anywhere',
  },
});

/** What is worth knowing and no fault of the import; nothing is shown when that is nothing. */
export function RunNotices({ notices }: { readonly notices: readonly RunNotice[] }) {
  const t = useTranslations('runs.notices');
  const styles = useStyles();
  if (notices.length === 0) return null;
  return (
    <PageSection title={t('title')}>
      <ul className={styles.notices}>
        {notices.map((notice) => (
          <li key={notice.code === 'parts-missing' ? notice.day : notice.code}>
            <Notice notice={notice} />
          </li>
        ))}
      </ul>
    </PageSection>
  );
}

function Notice({ notice }: { readonly notice: RunNotice }) {
  const t = useTranslations('runs.notices');
  const findProblem = useProblem();
  const missing = useMissingParts();
  if (notice.code === 'parts-missing') {
    const { isClosed } = notice;
    return (
      <StatusText
        tone={isClosed ? 'success' : 'warning'}
        icon={isClosed ? CheckmarkCircleFilled : WarningFilled}
      >
        {t(isClosed ? 'parts-missing-closed' : 'parts-missing', missing(notice))}
      </StatusText>
    );
  }
  const { code, count } = notice;
  const some = notice.names.join(', ');
  const more = count - notice.names.length;
  const names = more > 0 ? t('more', { names: some, count: more }) : some;
  if (code === 'still-growing') {
    return (
      <StatusText tone="neutral" icon={InfoFilled}>
        {t(code, { count, names })}
      </StatusText>
    );
  }
  const reason = findProblem(notice.reason) ?? notice.reason;
  return (
    <StatusText tone="warning" icon={WarningFilled}>
      {t(code, { count, names })}. {t(`${code}-reason`, { reason, count })}
    </StatusText>
  );
}

/** The words for a gap: `2, 4–5 and 9`. */
function useMissingParts() {
  const t = useTranslations('runs.notices');
  const format = useFormatter();
  return ({ day, missing }: Extract<RunNotice, { code: 'parts-missing' }>) => ({
    day: format.dateTime(new Date(day), { dateStyle: 'medium', timeZone: 'UTC' }),
    parts: missing.reduce((sum, { from, to }) => sum + to - from + 1, 0),
    ranges: format.list(
      missing.map(({ from, to }) => (from === to ? String(from) : t('range', { from, to }))),
    ),
  });
}
