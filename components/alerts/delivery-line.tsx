'use client';

import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  ClockRegular,
  DismissCircleFilled,
  type FluentIcon,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { LocalTime } from '#components/ui/local-time.tsx';
import { StatusText, type StatusTone } from '#components/ui/status-text.tsx';
import { useProblem } from '#components/ui/use-problem.ts';
import type { AlertDeliveryView } from '#lib/domain/alerts/alert-view.ts';

const looks: Readonly<
  Record<AlertDeliveryView['state'], { readonly tone: StatusTone; readonly icon: FluentIcon }>
> = {
  waiting: { tone: 'brand', icon: ClockRegular },
  sent: { tone: 'success', icon: CheckmarkCircleFilled },
  'given-up': { tone: 'danger', icon: DismissCircleFilled },
};

const useStyles = makeStyles({
  lines: { display: 'grid', rowGap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

type DeliveryLineProps = {
  readonly delivery: AlertDeliveryView;
  /** Whether the channel is to be named. */
  readonly isNamed?: boolean;
};

/** A message to a channel: whether it was sent, when, and why not. */
export function DeliveryLine({ delivery, isNamed = false }: DeliveryLineProps) {
  const t = useTranslations('alerts');
  const styles = useStyles();
  const findProblem = useProblem();
  const { channelName, event, state, attempts, failure, detail, createdAt, endedAt } = delivery;
  return (
    <div className={styles.lines}>
      {isNamed && (
        <span>{t('deliveries.line', { event: t(`events.${event}`), channel: channelName })}</span>
      )}
      <StatusText {...looks[state]}>
        <span>
          {t(`deliveries.${state}`)} <LocalTime value={endedAt ?? createdAt} precision="second" />
        </span>
      </StatusText>
      {failure !== null && <Caption1>{findProblem(failure) ?? failure}</Caption1>}
      {detail !== null && detail !== '' && (
        <Caption1 className={styles.quiet}>{t('deliveries.detail', { detail })}</Caption1>
      )}
      {state === 'waiting' && attempts > 0 && (
        <Caption1 className={styles.quiet}>{t('deliveries.retrying', { attempts })}</Caption1>
      )}
    </div>
  );
}
