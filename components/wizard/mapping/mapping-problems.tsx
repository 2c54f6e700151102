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
import { isMappingError, type MappingProblem } from '#lib/domain/mapping-file/mapping-problem.ts';
import { writeCsv } from '#lib/domain/write-csv.ts';

const SHOWN = 100;

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
  readonly problems: readonly MappingProblem[];
};

/** The problems of a file by row, with what to do about each; all of them as a download. */
export function MappingProblems({ fileName, problems }: MappingProblemsProps) {
  const t = useTranslations('wizard.mapping.problems');
  const styles = useStyles();
  const words = useProblemWords();
  if (problems.length === 0) return null;

  const download = () => {
    const head = [t('row'), t('severity'), t('found'), t('problem'), t('fix')];
    const rows = problems.map((problem) => {
      const { severity, text, fix } = words(problem);
      return [String(problem.line), severity, problem.value, text, fix];
    });
    const name = `${fileName.replace(/\.[^.]*$/, '')}-problems.csv`;
    saveFile(name, writeCsv([head, ...rows]), 'text/csv;charset=utf-8');
  };

  return (
    <section className={styles.section}>
      <div className={styles.title}>
        <Subtitle2 as="h3">{t('title')}</Subtitle2>
        <Button size="small" icon={<ArrowDownloadRegular />} onClick={download}>
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
          {problems.slice(0, SHOWN).map((problem) => (
            <ProblemRow
              key={`${problem.line}-${problem.code}-${problem.value}`}
              problem={problem}
            />
          ))}
        </TableBody>
      </Table>
      {problems.length > SHOWN && (
        <Caption1 className={styles.more}>
          {t('more', { shown: SHOWN, count: problems.length })}
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
