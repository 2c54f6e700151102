'use client';

import {
  Body1,
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { ShieldKeyholeRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ActionResult } from '#lib/actions/run-action.ts';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalS, justifyItems: 'start' },
});

type ConsentHereProps = {
  /** Begins the round trip. @returns the address of Microsoft's consent page */
  readonly onStart: () => Promise<ActionResult<{ readonly url: string }>>;
  readonly isMain: boolean;
};

/** Goes to Microsoft's consent page and comes back. */
export function ConsentHere({ onStart, isMain }: ConsentHereProps) {
  const t = useTranslations('wizard.consent.here');
  const styles = useStyles();
  // Until the next page is there.
  const [isLeaving, setIsLeaving] = useState(false);
  const [problem, setProblem] = useState<string>();

  const leave = async () => {
    setIsLeaving(true);
    setProblem(undefined);
    const result = await onStart();
    if (result.ok) {
      window.location.assign(result.data.url);
      return;
    }
    setIsLeaving(false);
    setProblem(result.error.message);
  };
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2">{t('title')}</Subtitle2>
      <Body1>{t('text')}</Body1>
      <Button
        appearance={isMain ? 'primary' : 'secondary'}
        icon={isLeaving ? <Spinner size="tiny" /> : <ShieldKeyholeRegular />}
        disabledFocusable={isLeaving}
        onClick={() => void leave()}
      >
        {t('button')}
      </Button>
      <div role="alert">
        {problem !== undefined && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{problem}</MessageBarBody>
          </MessageBar>
        )}
      </div>
    </section>
  );
}
