'use client';

import { Body1, Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { Spoken } from '#components/ui/spoken.tsx';

const useStyles = makeStyles({
  progress: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  words: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  text: { overflowWrap: 'anywhere', minWidth: 0 },
});

/** Often enough to be followed, and not a word for each percent. */
const SPOKEN_STEPS = 4;

type MappingProgressProps = {
  readonly what: 'checking' | 'sending' | 'storing';
  readonly fileName: string;
  /** 0 to 1. */
  readonly share: number;
  readonly onStop: () => void;
};

/** How far a mapping file has been read, sent or stored, with a way to stop it. */
export function MappingProgress({ what, fileName, share, onStop }: MappingProgressProps) {
  const t = useTranslations('wizard.mapping.custom');
  const styles = useStyles();
  const spoken = Math.floor(share * SPOKEN_STEPS) / SPOKEN_STEPS;
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        <Body1 className={styles.text}>{t(what, { fileName, share })}</Body1>
        <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={onStop}>
          {t('stop')}
        </Button>
      </div>
      <ProgressBar value={share} max={1} aria-label={t(what, { fileName, share: spoken })} />
      <Spoken role="status">{t(what, { fileName, share: spoken })}</Spoken>
    </div>
  );
}
