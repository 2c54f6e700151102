'use client';

import {
  Body1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Title2,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { ConsentHere } from '#components/wizard/consent/consent-here.tsx';
import { ConsentRefused } from '#components/wizard/consent/consent-refused.tsx';
import { PermissionList } from '#components/wizard/consent/permission-list.tsx';
import type { ConsentRefusal } from '#lib/domain/wizard/admin-consent.ts';

const useStyles = makeStyles({
  stack: { display: 'grid', rowGap: tokens.spacingVerticalL },
});

/** `unknown`: an answer came that belongs to no consent begun here. */
export type ConsentAnswerState = 'none' | 'granted' | 'pending' | 'refused' | 'unknown';

type ConsentCardProps = {
  readonly name: string;
  readonly email: string;
  readonly answer: ConsentAnswerState;
  readonly refusal: ConsentRefusal | null;
};

/** For the Global Administrator who was handed the link. */
export function ConsentCard({ name, email, answer, refusal }: ConsentCardProps) {
  const t = useTranslations('wizard.consent');
  const styles = useStyles();
  const isDone = answer === 'granted' || answer === 'pending';
  return (
    <div className={styles.stack}>
      <Title2 as="h1">{t('visitor.title')}</Title2>
      {isDone && (
        <MessageBar intent="success" layout="multiline" role="status">
          <MessageBarBody>
            {answer === 'granted' ? t('granted') : t('pending')} {t('visitor.thanks')}
          </MessageBarBody>
        </MessageBar>
      )}
      {refusal !== null && <ConsentRefused refusal={refusal} />}
      {answer === 'unknown' && (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{t('answerUnknown')}</MessageBarBody>
        </MessageBar>
      )}
      {!isDone && (
        <>
          <Body1>{t('visitor.asked')}</Body1>
          <Body1>{t('visitor.signedInAs', { name, email })}</Body1>
          <PermissionList />
          <ConsentHere draftId={null} isMain />
        </>
      )}
    </div>
  );
}
