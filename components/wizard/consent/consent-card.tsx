'use client';

import {
  Body1,
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Title2,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { LocalTime } from '#components/ui/local-time.tsx';
import { ConsentHere } from '#components/wizard/consent/consent-here.tsx';
import { ConsentLink } from '#components/wizard/consent/consent-link.tsx';
import { ConsentRefused } from '#components/wizard/consent/consent-refused.tsx';
import { PermissionList } from '#components/wizard/consent/permission-list.tsx';
import { followConsentLinkAction, startConsentAction } from '#lib/actions/consent.ts';
import type { ConsentRefusal } from '#lib/domain/wizard/admin-consent.ts';
import type { ConsentLinkState, ConsentLinkView } from '#lib/domain/wizard/consent-link.ts';
import type { ConsentSetting } from '#lib/domain/wizard/consent-setting.ts';

const useStyles = makeStyles({
  stack: { display: 'grid', rowGap: tokens.spacingVerticalL },
});

/** `unknown`: an answer came that belongs to no consent begun here. */
export type ConsentAnswerState = 'none' | 'granted' | 'pending' | 'refused' | 'unknown';

type ConsentCardProps = {
  readonly name: string;
  readonly email: string;
  readonly setting: ConsentSetting;
  readonly answer: ConsentAnswerState;
  readonly refusal: ConsentRefusal | null;
  /** The link that was followed; null for somebody who came without one. */
  readonly link: {
    readonly id: string;
    readonly state: ConsentLinkState | 'unknown';
    readonly createdBy: string;
    readonly expiresAt: string | null;
  } | null;
  /** That can be passed on by somebody who came without one. */
  readonly ownLink?: ConsentLinkView | null;
};

/** For the Global Administrator who was handed a link. */
export function ConsentCard(props: ConsentCardProps) {
  const { name, email, setting, answer, refusal, link, ownLink } = props;
  const t = useTranslations('wizard.consent');
  const styles = useStyles();
  const isDone = answer === 'granted' || answer === 'pending';
  const closed = link !== null && link.state !== 'open' && !isDone ? link.state : null;
  return (
    <div className={styles.stack}>
      <Title2 as="h1">{t('visitor.title')}</Title2>
      {isDone && (
        <MessageBar intent="success" layout="multiline" role="status">
          <MessageBarBody>
            {answer === 'granted' ? t('granted') : t('visitor.pending')} {t('visitor.thanks')}
          </MessageBarBody>
        </MessageBar>
      )}
      {refusal !== null && <ConsentRefused refusal={refusal} />}
      {answer === 'unknown' && (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{t('answerUnknown')}</MessageBarBody>
        </MessageBar>
      )}
      {closed !== null && (
        <MessageBar intent="warning" layout="multiline" role="alert">
          <MessageBarBody>{t(`linkStates.${closed}`)}</MessageBarBody>
        </MessageBar>
      )}
      {!isDone && closed === null && (
        <>
          <Body1>
            {link === null ? t('visitor.asked') : t('visitor.askedBy', { name: link.createdBy })}
          </Body1>
          <Body1>{t('visitor.signedInAs', { name, email })}</Body1>
          <PermissionList permissions={setting.permissions} />
          <ConsentHere
            isMain
            onStart={() =>
              link === null
                ? startConsentAction({ draftId: null })
                : followConsentLinkAction({ linkId: link.id })
            }
          />
          {ownLink !== undefined && <ConsentLink draftId={null} link={ownLink} />}
          {link?.expiresAt != null && <LinkExpiry value={link.expiresAt} />}
        </>
      )}
    </div>
  );
}

function LinkExpiry({ value }: { readonly value: string }) {
  const t = useTranslations('wizard.consent.visitor');
  return <Caption1>{t.rich('until', { when: () => <LocalTime value={value} /> })}</Caption1>;
}
