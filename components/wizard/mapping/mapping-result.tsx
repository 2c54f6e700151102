'use client';

import {
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { MappingPreview } from '#components/wizard/mapping/mapping-preview.tsx';
import { MappingProblems } from '#components/wizard/mapping/mapping-problems.tsx';
import { MappingProgress } from '#components/wizard/mapping/mapping-progress.tsx';
import type {
  MappingChecking,
  MappingCheckState,
} from '#components/wizard/mapping/use-mapping-check.ts';
import { useMegabytes } from '#components/ui/use-megabytes.ts';
import { LARGEST_MAPPING_FILE_BYTES } from '#lib/domain/mapping-file/parse-mapping-file.ts';
import type { MappingCheck } from '#lib/domain/mapping-file/check-mapping-file.ts';

const useStyles = makeStyles({
  result: { display: 'grid', rowGap: tokens.spacingVerticalL, minWidth: 0 },
  facts: { display: 'grid', color: tokens.colorNeutralForeground2 },
});

const DELIMITER_NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;
const ENCODING_NAMES = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
  macintosh: 'Mac OS Roman',
} as const;

type ReadCheck = Extract<MappingCheck, { state: 'read' }>;

type MappingResultProps = {
  readonly checking: MappingChecking;
  /** Ends the check before it is done. */
  readonly onStop: () => void;
};

/** What was found in the chosen file. The summary is read out when it is there. */
export function MappingResult({ checking, onStop }: MappingResultProps) {
  const styles = useStyles();
  const { state: chosen, writeList } = checking;
  const check = chosen.phase === 'checked' && chosen.check.state === 'read' ? chosen.check : null;
  return (
    <div className={styles.result}>
      {chosen.phase === 'checking' && (
        <MappingProgress
          what="checking"
          fileName={chosen.file.name}
          progress={chosen.progress}
          onStop={onStop}
        />
      )}
      <div role="status">
        <ResultSummary chosen={chosen} />
      </div>
      {check !== null && chosen.phase === 'checked' && (
        <>
          <FileFacts check={check} />
          <MappingProblems fileName={chosen.file.name} check={check} writeList={writeList} />
          <MappingPreview rows={check.preview} />
        </>
      )}
    </div>
  );
}

function ResultSummary({ chosen }: { readonly chosen: MappingCheckState }) {
  const t = useTranslations('wizard.mapping');
  const megabytes = useMegabytes();
  if (chosen.phase === 'none' || chosen.phase === 'checking') return null;
  const fileName = chosen.file.name;
  if (chosen.phase === 'unread') return <Summary intent="error">{t('custom.unreadFile')}</Summary>;

  const { check } = chosen;
  if (check.state === 'unreadable') {
    const names = check.columnNames.join(', ');
    return (
      <Summary intent="error">
        {check.reason === 'too-large'
          ? t('unreadable.too-large', {
              fileName,
              size: megabytes(chosen.file.size),
              limit: megabytes(LARGEST_MAPPING_FILE_BYTES),
            })
          : `${fileName}: ${t(`unreadable.${check.reason}`)}`}
        {names !== '' && ` ${t('unreadable.columnNames', { names })}`}
      </Summary>
    );
  }
  if (check.errorCount > 0) {
    return (
      <Summary intent="error">{t('result.errors', { fileName, errors: check.errorCount })}</Summary>
    );
  }
  const count = check.rowCount;
  const warnings = check.warningCount;
  return warnings > 0 ? (
    <Summary intent="warning">{t('result.warnings', { fileName, count, warnings })}</Summary>
  ) : (
    <Summary intent="success">{t('result.good', { fileName, count })}</Summary>
  );
}

type SummaryProps = {
  readonly intent: 'success' | 'warning' | 'error';
  readonly children: React.ReactNode;
};

function Summary({ intent, children }: SummaryProps) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>{children}</MessageBarBody>
    </MessageBar>
  );
}

function FileFacts({ check }: { readonly check: ReadCheck }) {
  const t = useTranslations('wizard.mapping.result');
  const styles = useStyles();
  const { ignoredColumns } = check;
  return (
    <div className={styles.facts}>
      <Caption1>
        {t('encoding', {
          encoding: ENCODING_NAMES[check.encoding],
          delimiter: t(`delimiters.${DELIMITER_NAMES[check.delimiter]}`),
        })}
      </Caption1>
      {!check.hasHeader && <Caption1>{t('noHeader')}</Caption1>}
      {ignoredColumns.length > 0 && (
        <Caption1>
          {t('ignoredColumns', { count: ignoredColumns.length, names: ignoredColumns.join(', ') })}
        </Caption1>
      )}
    </div>
  );
}
