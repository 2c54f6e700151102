'use client';

import { Body1, Button, makeStyles, Spinner, Subtitle2, tokens } from '@fluentui/react-components';
import { ShieldKeyholeRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { startConsentAction } from '#lib/actions/consent.ts';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalS, justifyItems: 'start' },
});

type ConsentHereProps = {
  /** The draft to return to; null for somebody who followed the link. */
  readonly draftId: string | null;
  readonly isMain: boolean;
};

/** Goes to Microsoft's consent page and comes back. */
export function ConsentHere({ draftId, isMain }: ConsentHereProps) {
  const t = useTranslations('wizard.consent.here');
  const styles = useStyles();
  const [isLeaving, startLeaving] = useTransition();

  const leave = () => {
    const form = new FormData();
    if (draftId !== null) form.set('draftId', draftId);
    startLeaving(() => startConsentAction(form));
  };
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2">{t('title')}</Subtitle2>
      <Body1>{t('text')}</Body1>
      <Button
        appearance={isMain ? 'primary' : 'secondary'}
        icon={isLeaving ? <Spinner size="tiny" /> : <ShieldKeyholeRegular />}
        disabledFocusable={isLeaving}
        onClick={leave}
      >
        {t('button')}
      </Button>
    </section>
  );
}
