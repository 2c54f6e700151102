'use client';

import {
  Button,
  Caption1,
  makeStyles,
  Subtitle2,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, ErrorCircleFilled, WarningFilled } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { saveFile } from '#components/wizard/mapping/save-file.ts';
import type { MappingListWords } from '#components/wizard/mapping/mapping-messages.ts';
import type { MappingChecking } from '#components/wizard/mapping/use-mapping-check.ts';
import type { MappingCheck } from '#lib/domain/mapping-file/check-mapping-file.ts';
import { isMappingError, type MappingProblem } from '#lib/domain/mapping-file/mapping-problem.ts';
import { MOST_PROBLEMS_KEPT } from '#lib/domain/mapping-file/mapping-problems.ts';

/** A number that stands for that of the other row until the list is written. */
const PLACE_OF_OTHER = '\u0000';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalS, minWidth: 0 },
  title: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  head: { '@media (max-width: 767px)': { display: 'none' } },
  row: {
    '@media (max-width: 767px)': {
      display: 'grid',
      paddingTop: tokens.spacingVerticalS,
      paddingBottom: tokens.spacingVerticalS,
    },
  },
  cell: {
    verticalAlign: 'top',
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    overflowWrap: 'anywhere',
    '@media (max-width: 767px)': { display: 'block', height: 'auto', paddingTop: 0 },
  },
  line: { width: '88px' },
  found: { width: '160px' },
  value: { fontFamily: tokens.fontFamilyMonospace },
  severity: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  error: { color: tokens.colorStatusDangerForeground1, flexShrink: 0 },
  warning: { color: tokens.colorStatusWarningForeground1, flexShrink: 0 },
  more: { color: tokens.colorNeutralForeground2 },
});

type MappingProblemsProps = {
  readonly fileName: string;
  readonly check: Extract<MappingCheck, { state: 'read' }>;
  readonly writeList: MappingChecking['writeList'];
};

/** The problems of a file by row, with what to do about each; all of them as a download. */
export function MappingProblems({ fileName, check, writeList }: MappingProblemsProps) {
  const { problems } = check;
  const t = useTranslations('wizard.mapping.problems');
  const styles = useStyles();
  const words = useListWords();
  if (problems.length === 0) return null;

  const download = async () => {
    const head = [t('row'), t('severity'), t('found'), t('problem'), t('fix')];
    const list = await writeList(head, words);
    const name = `${fileName.replace(/\.[^.]*$/, '')}-problems.csv`;
    if (list !== null) saveFile(name, list);
  };
  const count = check.errorCount + check.warningCount;
  const listed =
    Math.min(check.errorCount, MOST_PROBLEMS_KEPT) +
    Math.min(check.warningCount, MOST_PROBLEMS_KEPT);

  return (
    <section className={styles.section}>
      <div className={styles.title}>
        <Subtitle2 as="h3">{t('title')}</Subtitle2>
        <Button size="small" icon={<ArrowDownloadRegular />} onClick={() => void download()}>
          {t('download')}
        </Button>
      </div>
      <Table size="small" aria-label={t('title')}>
        <TableHeader className={styles.head}>
          <TableRow>
            <TableHeaderCell className={styles.line}>{t('row')}</TableHeaderCell>
            <TableHeaderCell className={styles.found}>{t('found')}</TableHeaderCell>
            <TableHeaderCell>{t('problem')}</TableHeaderCell>
            <TableHeaderCell>{t('fix')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {problems.map((problem) => (
            <ProblemRow
              key={`${problem.line}-${problem.code}-${problem.value}`}
              problem={problem}
            />
          ))}
        </TableBody>
      </Table>
      {count > problems.length && (
        <Caption1 className={styles.more}>
          {t('more', { shown: problems.length, count, listed })}
        </Caption1>
      )}
    </section>
  );
}

function ProblemRow({ problem }: { readonly problem: MappingProblem }) {
  const t = useTranslations('wizard.mapping.problems');
  const styles = useStyles();
  const { severity, text, fix } = useProblemWords()(problem);
  const Icon = isMappingError(problem) ? ErrorCircleFilled : WarningFilled;
  return (
    <TableRow className={styles.row}>
      <TableCell className={styles.cell}>
        <span className={styles.severity}>
          <Icon
            aria-label={severity}
            className={isMappingError(problem) ? styles.error : styles.warning}
          />
          {t('rowNumber', { line: problem.line })}
        </span>
      </TableCell>
      <TableCell className={styles.cell}>
        <span className={styles.value}>{problem.value}</span>
      </TableCell>
      <TableCell className={styles.cell}>{text}</TableCell>
      <TableCell className={styles.cell}>{fix}</TableCell>
    </TableRow>
  );
}

function useProblemWords() {
  const t = useTranslations('wizard.mapping.problems');
  return (problem: MappingProblem) => ({
    severity: isMappingError(problem) ? t('error') : t('warning'),
    text: t(`codes.${problem.code}.text`, { other: problem.otherLine ?? 0 }),
    fix: t(`codes.${problem.code}.fix`),
  });
}

function useListWords(): MappingListWords {
  const t = useTranslations('wizard.mapping.problems');
  const wordsOf = (code: MappingProblem['code']) => ({
    text: t(`codes.${code}.text`, { other: PLACE_OF_OTHER }),
    fix: t(`codes.${code}.fix`),
  });
  return {
    error: t('error'),
    warning: t('warning'),
    placeOfOther: PLACE_OF_OTHER,
    codes: {
      'number-missing': wordsOf('number-missing'),
      'number-shortened': wordsOf('number-shortened'),
      'number-without-country-code': wordsOf('number-without-country-code'),
      'number-has-letters': wordsOf('number-has-letters'),
      'number-length': wordsOf('number-length'),
      'number-country-code-unknown': wordsOf('number-country-code-unknown'),
      'number-two-mailboxes': wordsOf('number-two-mailboxes'),
      'columns-swapped': wordsOf('columns-swapped'),
      'mailbox-missing': wordsOf('mailbox-missing'),
      'mailbox-invalid': wordsOf('mailbox-invalid'),
      'date-invalid': wordsOf('date-invalid'),
      'period-reversed': wordsOf('period-reversed'),
      'quote-unclosed': wordsOf('quote-unclosed'),
      'quote-misplaced': wordsOf('quote-misplaced'),
      'data-above-names': wordsOf('data-above-names'),
      'number-unusual-length': wordsOf('number-unusual-length'),
      'number-rewritten': wordsOf('number-rewritten'),
      'row-repeated': wordsOf('row-repeated'),
      'row-above-names': wordsOf('row-above-names'),
      'row-empty': wordsOf('row-empty'),
    },
  };
}
