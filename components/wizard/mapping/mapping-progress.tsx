'use client';

import { Body1, Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useSyncExternalStore } from 'react';
import { Spoken } from '#components/ui/spoken.tsx';
import type { ProgressStore } from '#components/wizard/mapping/progress-store.ts';

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
/** What is seen of a share; between two of these nothing is drawn. */
const SHOWN_STEPS = 100;

type MappingProgressProps = {
  readonly what: 'checking' | 'sending' | 'storing';
  readonly fileName: string;
  readonly progress: ProgressStore;
  readonly onStop: () => void;
};

/** How far a mapping file has been read, sent or stored, with a way to stop it. */
export function MappingProgress({ onStop, ...shown }: MappingProgressProps) {
  const t = useTranslations('wizard.mapping.custom');
  const styles = useStyles();
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        <Body1 className={styles.text}>
          <Words {...shown} steps={SHOWN_STEPS} />
        </Body1>
        <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={onStop}>
          {t('stop')}
        </Button>
      </div>
      <Bar {...shown} />
      <Spoken role="status">
        <Words {...shown} steps={SPOKEN_STEPS} />
      </Spoken>
    </div>
  );
}

type ShownProps = Omit<MappingProgressProps, 'onStop'>;

function Words({ what, fileName, progress, steps }: ShownProps & { readonly steps: number }) {
  const t = useTranslations('wizard.mapping.custom');
  return t(what, { fileName, share: useShare(progress, steps) });
}

function Bar({ what, fileName, progress }: ShownProps) {
  const t = useTranslations('wizard.mapping.custom');
  const share = useShare(progress, SHOWN_STEPS);
  const spoken = useShare(progress, SPOKEN_STEPS);
  return <ProgressBar value={share} max={1} aria-label={t(what, { fileName, share: spoken })} />;
}

/** In so many steps; whoever shows it is drawn anew at each of them. */
function useShare({ get, subscribe }: ProgressStore, steps: number): number {
  const rounded = () => Math.floor(get() * steps) / steps;
  return useSyncExternalStore(subscribe, rounded, rounded);
}
