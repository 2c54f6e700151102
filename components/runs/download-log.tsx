'use client';

import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useId } from 'react';

const useStyles = makeStyles({
  formats: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  refused: { display: 'grid', justifyItems: 'end', rowGap: tokens.spacingVerticalXS },
});

type DownloadLogProps = {
  readonly runId: string;
  readonly mayDownload: boolean;
  /** Whether its receipts are in the evidence only. */
  readonly isPruned: boolean;
};

/** The log of an import as a file, or why somebody does not get it. */
export function DownloadLog({ runId, mayDownload, isPruned }: DownloadLogProps) {
  const t = useTranslations('runs.log');
  const styles = useStyles();
  const reasonId = useId();
  if (mayDownload && !isPruned) {
    return (
      <div className={styles.formats}>
        <Button as="a" href={`/api/runs/${runId}/log`} download icon={<ArrowDownloadRegular />}>
          {t('download')}
        </Button>
        <Button as="a" href={`/api/runs/${runId}/log?only=exceptions`} download appearance="subtle">
          {t('downloadExceptions')}
        </Button>
        <Button as="a" href={`/api/runs/${runId}/log?format=json`} download appearance="subtle">
          {t('downloadJson')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.refused}>
      <Button disabledFocusable icon={<ArrowDownloadRegular />} aria-describedby={reasonId}>
        {t('download')}
      </Button>
      <Caption1 id={reasonId}>{isPruned ? t('inEvidence') : t('refused')}</Caption1>
    </div>
  );
}
