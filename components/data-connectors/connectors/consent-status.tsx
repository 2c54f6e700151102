'use client';

import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  ShieldErrorFilled,
  SubtractCircleFilled,
} from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { LocalTime } from '#components/ui/local-time.tsx';
import { StatusText } from '#components/ui/status-text.tsx';
import type { ConnectorDetails } from '#lib/domain/connectors/connector-view.ts';

const useStyles = makeStyles({
  since: { display: 'block', color: tokens.colorNeutralForeground3 },
});

/** Whether the tenant lets this deployment write to mailboxes. */
export function ConsentStatus({ consent }: Pick<ConnectorDetails, 'consent'>) {
  const t = useTranslations('connectors.consent');
  const styles = useStyles();
  if (consent === null) {
    return (
      <StatusText tone="danger" icon={ShieldErrorFilled}>
        {t('missing')}
      </StatusText>
    );
  }
  if (!consent.isNeeded) {
    return (
      <StatusText tone="neutral" icon={SubtractCircleFilled}>
        {t('notNeeded')}
      </StatusText>
    );
  }
  const { grantedAt, grantedBy } = consent;
  return (
    <>
      <StatusText tone="success" icon={CheckmarkCircleFilled}>
        {t('given')}
      </StatusText>
      <Caption1 className={styles.since}>
        {grantedAt !== null && <LocalTime value={grantedAt} />}
        {grantedBy !== null && <> {grantedBy}</>}
      </Caption1>
    </>
  );
}
