'use client';

import { Body1, Button, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { PeopleSearchRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalS, justifyItems: 'start' },
});

type CoverageOfferProps = {
  readonly isBusy: boolean;
  /** Saves the answers first: the preview is of what is saved. */
  readonly onPreview: () => void;
};

/** The way to the coverage preview, before Next. */
export function CoverageOffer({ isBusy, onPreview }: CoverageOfferProps) {
  const t = useTranslations('coverage.offer');
  const styles = useStyles();
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2">{t('title')}</Subtitle2>
      <Body1>{t('text')}</Body1>
      <Button icon={<PeopleSearchRegular />} disabledFocusable={isBusy} onClick={onPreview}>
        {t('button')}
      </Button>
    </section>
  );
}
