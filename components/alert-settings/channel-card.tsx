'use client';

import {
  Body1,
  Button,
  Caption1,
  Card,
  makeStyles,
  Switch,
  Subtitle2,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { DeleteRegular, EditRegular, KeyResetRegular, SendRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useSettingsAct } from '#components/alert-settings/use-settings-act.ts';
import { useTestResult } from '#components/alert-settings/use-test-result.ts';
import { DeliveryLine } from '#components/alerts/delivery-line.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import {
  deleteChannelAction,
  renewSigningSecretAction,
  switchChannelAction,
  testChannelAction,
} from '#lib/actions/alerts.ts';
import type { ChannelView } from '#lib/domain/alerts/alert-view.ts';

const useStyles = makeStyles({
  card: { height: '100%' },
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalM,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginTop: 'auto' },
  anywhere: { overflowWrap: 'anywhere', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

type ChannelCardProps = {
  readonly channel: ChannelView;
  readonly mayConfigure: boolean;
  readonly onEdit: () => void;
  /** A new secret to show. */
  readonly onSecret: (signingSecret: string) => void;
};

/** A channel, whether it is on, and how its last message went. */
export function ChannelCard({ channel, mayConfigure, onEdit, onSecret }: ChannelCardProps) {
  const t = useTranslations('alerts');
  const styles = useStyles();
  const { name, isOn, settings, last } = channel;
  const { isBusy, perform } = useSettingsAct();
  return (
    <Card className={styles.card}>
      <div className={styles.head}>
        <Subtitle2 as="h3" className={styles.anywhere}>
          {name}
        </Subtitle2>
        {mayConfigure ? (
          <Switch
            aria-label={t('channels.turnOn', { name })}
            label={t(isOn ? 'settings.on' : 'settings.off')}
            labelPosition="before"
            checked={isOn}
            disabled={isBusy}
            onChange={(_event, { checked }) => {
              perform({
                act: () => switchChannelAction({ channelId: channel.id, isOn: checked }),
                said: t(checked ? 'channels.turnedOn' : 'channels.turnedOff'),
              });
            }}
          />
        ) : (
          <span>{t(isOn ? 'settings.on' : 'settings.off')}</span>
        )}
      </div>
      <Body1 className={styles.anywhere}>
        {settings.kind === 'email' ? settings.recipients.join(', ') : settings.host}
      </Body1>
      <Caption1 className={styles.quiet}>
        {settings.kind === 'email'
          ? t('channels.addEmail')
          : t(`channels.formats.${settings.format}`)}
      </Caption1>
      {last === null ? (
        <Caption1>{t('channels.never')}</Caption1>
      ) : (
        <DeliveryLine delivery={last} />
      )}
      {mayConfigure && <ChannelButtons channel={channel} onEdit={onEdit} onSecret={onSecret} />}
    </Card>
  );
}

function ChannelButtons({ channel, onEdit, onSecret }: Omit<ChannelCardProps, 'mayConfigure'>) {
  const t = useTranslations('alerts.channels');
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  const { isBusy, perform } = useSettingsAct();
  const [asking, setAsking] = useState<'delete' | 'secret' | null>(null);
  const awaitResult = useTestResult(channel);
  const { id: channelId, name, settings } = channel;
  const close = () => {
    setAsking(null);
  };
  return (
    <div className={styles.buttons}>
      <Button
        size="small"
        icon={<SendRegular />}
        aria-label={t('testLabel', { name })}
        disabledFocusable={isBusy}
        onClick={() => {
          perform({
            act: () => testChannelAction({ channelId }),
            said: t('testing'),
            onDone: ({ deliveryId }) => {
              awaitResult(deliveryId);
            },
          });
        }}
      >
        {t('test')}
      </Button>
      <Button
        {...restoreFocus}
        size="small"
        icon={<EditRegular />}
        aria-label={t('edit', { name })}
        onClick={onEdit}
      >
        {t('editButton')}
      </Button>
      {settings.kind === 'webhook' && (
        <Button
          {...restoreFocus}
          size="small"
          icon={<KeyResetRegular />}
          aria-label={t('rotateLabel', { name })}
          onClick={() => {
            setAsking('secret');
          }}
        >
          {t('rotate')}
        </Button>
      )}
      <Button
        {...restoreFocus}
        size="small"
        icon={<DeleteRegular />}
        aria-label={t('deleteLabel', { name })}
        onClick={() => {
          setAsking('delete');
        }}
      >
        {t('delete')}
      </Button>
      <ConfirmDialog
        isOpen={asking === 'delete'}
        isBusy={isBusy}
        title={t('deleteTitle', { name })}
        confirmLabel={t('delete')}
        onConfirm={() => {
          perform({
            act: () => deleteChannelAction({ channelId }),
            said: t('deleted'),
            onDone: close,
          });
        }}
        onCancel={close}
      >
        {t('deleteText')}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking === 'secret'}
        isBusy={isBusy}
        title={t('rotateTitle')}
        confirmLabel={t('rotate')}
        onConfirm={() => {
          perform({
            act: () => renewSigningSecretAction({ channelId }),
            onDone: ({ signingSecret }) => {
              close();
              onSecret(signingSecret);
            },
          });
        }}
        onCancel={close}
      >
        {t('rotateText')}
      </ConfirmDialog>
    </div>
  );
}
