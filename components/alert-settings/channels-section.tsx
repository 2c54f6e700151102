'use client';

import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { MailRegular, PlugConnectedRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ChannelCard } from '#components/alert-settings/channel-card.tsx';
import { ChannelDialog } from '#components/alert-settings/channel-dialog.tsx';
import { SecretDialog } from '#components/alert-settings/secret-dialog.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageSection } from '#components/ui/page-section.tsx';
import type { ChannelView } from '#lib/domain/alerts/alert-view.ts';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(380px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
});

type ChannelsSectionProps = {
  readonly channels: readonly ChannelView[];
  readonly hasMail: boolean;
  readonly mayConfigure: boolean;
};

type Asking =
  | { readonly kind: 'email' | 'webhook'; readonly channel: ChannelView | null }
  | { readonly kind: 'secret'; readonly signingSecret: string };

/** Where alerts are sent, whether they arrive, and a test of it. */
export function ChannelsSection({ channels, hasMail, mayConfigure }: ChannelsSectionProps) {
  const t = useTranslations('alerts.channels');
  const styles = useStyles();
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => {
    setAsking(null);
  };
  const add = (kind: 'email' | 'webhook') => () => {
    setAsking({ kind, channel: null });
  };
  const showSecret = (signingSecret: string | null) => {
    setAsking(signingSecret === null ? null : { kind: 'secret', signingSecret });
  };

  return (
    <PageSection
      title={t('title')}
      end={
        mayConfigure && (
          <div role="group" aria-label={t('add')} className={styles.buttons}>
            <Button icon={<MailRegular />} onClick={add('email')} disabledFocusable={!hasMail}>
              {t('newEmail')}
            </Button>
            <Button icon={<PlugConnectedRegular />} onClick={add('webhook')}>
              {t('newWebhook')}
            </Button>
          </div>
        )
      }
    >
      <Body1>{t('text')}</Body1>
      {!hasMail && <Caption1>{t('noMail')}</Caption1>}
      {channels.length === 0 ? (
        <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
      ) : (
        <ul className={styles.cards}>
          {channels.map((channel) => (
            <li key={channel.id}>
              <ChannelCard
                channel={channel}
                mayConfigure={mayConfigure}
                onEdit={() => {
                  setAsking({ kind: channel.settings.kind, channel });
                }}
                onSecret={showSecret}
              />
            </li>
          ))}
        </ul>
      )}
      {asking !== null && asking.kind !== 'secret' && (
        <ChannelDialog
          kind={asking.kind}
          channel={asking.channel}
          onSaved={showSecret}
          onCancel={close}
        />
      )}
      {asking?.kind === 'secret' && (
        <SecretDialog signingSecret={asking.signingSecret} onClose={close} />
      )}
    </PageSection>
  );
}
