'use client';

import { Body1, Body1Strong, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { AlertActions } from '#components/alerts/alert-actions.tsx';
import { lookOf, severityLooks } from '#components/alerts/alert-looks.ts';
import { DeliveryLine } from '#components/alerts/delivery-line.tsx';
import { useAlertSentence } from '#components/alerts/use-alert-words.ts';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { FactList } from '#components/ui/fact-list.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { PageSection } from '#components/ui/page-section.tsx';
import { StatusText } from '#components/ui/status-text.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { aboutPath } from '#lib/domain/alerts/alert-path.ts';
import type { AlertDetails } from '#lib/domain/alerts/alert-view.ts';

const useStyles = makeStyles({
  panel: { display: 'grid', rowGap: tokens.spacingVerticalL, minWidth: 0 },
  about: { justifySelf: 'start' },
  quiet: { color: tokens.colorNeutralForeground2 },
  list: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
});

type AlertDetailsPanelProps = { readonly alert: AlertDetails; readonly mayManage: boolean };

/** What is wrong, what can be done, and who was told. */
export function AlertDetailsPanel({ alert, mayManage }: AlertDetailsPanelProps) {
  const t = useTranslations('alerts');
  const styles = useStyles();
  const sentence = useAlertSentence();
  const about = aboutPath({ ...alert, connectorId: alert.connector?.id ?? null });
  return (
    <div className={styles.panel}>
      <Body1Strong>{sentence(alert.rule, alert.facts)}</Body1Strong>
      <Body1 className={styles.quiet}>{t(`rules.${alert.rule}.explanation`)}</Body1>
      <ButtonLink href={about.path} appearance="primary" className={styles.about}>
        {t(`about.${about.kind}`)}
      </ButtonLink>
      {alert.state === 'open' && <AlertActions alert={alert} mayManage={mayManage} />}
      <Facts alert={alert} />
      {alert.state === 'closed' && <Caption1>{t('details.closedNote')}</Caption1>}
      <PageSection title={t('details.told')}>
        {alert.deliveries.length === 0 ? (
          <Body1>{t('details.toldNobody')}</Body1>
        ) : (
          <ul className={styles.list}>
            {alert.deliveries.map((delivery) => (
              <li key={delivery.id}>
                <DeliveryLine delivery={delivery} isNamed />
              </li>
            ))}
          </ul>
        )}
      </PageSection>
    </div>
  );
}

function Facts({ alert }: { readonly alert: AlertDetails }) {
  const t = useTranslations('alerts');
  const { severity, state, connector, openedAt, endedAt, snoozedUntil } = alert;
  const { acknowledgedAt, acknowledgedBy } = alert;
  const facts = [
    {
      term: t('details.state'),
      fact: <StatusText {...lookOf(alert)}>{t(`states.${state}`)}</StatusText>,
    },
    {
      term: t('details.severity'),
      fact: <StatusText {...severityLooks[severity]}>{t(`severities.${severity}`)}</StatusText>,
    },
    {
      term: t('details.connector'),
      fact:
        connector === null ? (
          t('deployment')
        ) : (
          <TextLink href={`/data-connectors/connectors?connector=${connector.id}`}>
            {connector.name}
          </TextLink>
        ),
    },
    { term: t('details.since'), fact: <LocalTime value={openedAt} precision="second" /> },
    ...(endedAt === null
      ? []
      : [{ term: t('details.ended'), fact: <LocalTime value={endedAt} precision="second" /> }]),
    ...(acknowledgedAt === null || acknowledgedBy === null
      ? []
      : [
          {
            term: t('details.acknowledged'),
            fact: t.rich('details.byAt', {
              name: acknowledgedBy,
              time: () => <LocalTime value={acknowledgedAt} />,
            }),
          },
        ]),
    ...(snoozedUntil === null
      ? []
      : [{ term: t('details.snoozed'), fact: <LocalTime value={snoozedUntil} /> }]),
  ];
  return <FactList facts={facts} />;
}
