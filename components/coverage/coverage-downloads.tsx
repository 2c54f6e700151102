'use client';

import { Link, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { coveragePath } from '#components/coverage/coverage-paths.ts';
import { COVERAGE_LISTS, type CoverageListName } from '#lib/domain/coverage/coverage-lists.ts';
import type { CoverageSubject } from '#lib/domain/coverage/coverage-preview.ts';
import type { CoverageResult } from '#lib/domain/coverage/coverage-result.ts';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalS },
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  link: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
});

type CoverageDownloadsProps = {
  readonly subject: CoverageSubject;
  readonly previewId: string;
  readonly result: CoverageResult;
};

/** The lists that have something in them, as files. */
export function CoverageDownloads({ subject, previewId, result }: CoverageDownloadsProps) {
  const t = useTranslations('coverage.lists');
  const styles = useStyles();
  const titleId = useId();
  const { unmapped, unreadable, 'too-large': tooLarge } = result.items.held;
  const counts: Readonly<Record<CoverageListName, number>> = {
    unmatched: result.participants.unmatched,
    'missing-mailboxes': result.mapping?.rowsWithoutMailbox ?? 0,
    held: unmapped + tooLarge + unreadable,
    mailboxes: result.deliveries.mailboxes,
  };
  const names = COVERAGE_LISTS.filter((name) => counts[name] > 0);
  if (names.length === 0) return null;
  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <Subtitle2 as="h3" id={titleId}>
        {t('title')}
      </Subtitle2>
      <ul className={styles.list}>
        {names.map((name) => (
          <li key={name}>
            <Link
              href={`${coveragePath(subject)}/${previewId}/${name}`}
              download
              className={styles.link}
            >
              <ArrowDownloadRegular aria-hidden />
              {t(name)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
