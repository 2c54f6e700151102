'use client';

import {
  Caption1,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { lookOf } from '#components/alerts/alert-looks.ts';
import { useAlertSentence } from '#components/alerts/use-alert-words.ts';
import { LocalTime } from '#components/ui/local-time.tsx';
import { StatusText } from '#components/ui/status-text.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { aboutPath } from '#lib/domain/alerts/alert-path.ts';
import type { AlertView } from '#lib/domain/alerts/alert-view.ts';

const useStyles = makeStyles({
  cell: {
    verticalAlign: 'top',
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    overflowWrap: 'anywhere',
  },
  lines: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXXS,
    justifyItems: 'start',
    // Each link is 24 pixels high (WCAG 2.5.8).
    '& > a': { paddingTop: '2px', paddingBottom: '2px' },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  wide: { '@media (max-width: 1023px)': { display: 'none' } },
  narrow: { '@media (min-width: 1024px)': { display: 'none' } },
  alert: { width: '46%', '@media (max-width: 1023px)': { width: '62%' } },
  time: { width: '180px' },
});

type AlertTableProps = {
  readonly alerts: readonly AlertView[];
  /** Where one of them is shown over the list. */
  readonly addressOf: (alertId: string) => string;
};

/** What is wrong, of what, since when, and how it stands. */
export function AlertTable({ alerts, addressOf }: AlertTableProps) {
  const t = useTranslations('alerts');
  const styles = useStyles();
  return (
    <Table aria-label={t('list')}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell className={styles.alert}>{t('columns.alert')}</TableHeaderCell>
          <TableHeaderCell className={styles.wide}>{t('columns.connector')}</TableHeaderCell>
          <TableHeaderCell className={mergeClasses(styles.time, styles.wide)}>
            {t('columns.since')}
          </TableHeaderCell>
          <TableHeaderCell>{t('columns.state')}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {alerts.map((alert) => (
          <TableRow key={alert.id}>
            <TableCell className={styles.cell}>
              <What alert={alert} href={addressOf(alert.id)} />
            </TableCell>
            <TableCell className={mergeClasses(styles.cell, styles.wide)}>
              <SubjectOf alert={alert} />
            </TableCell>
            <TableCell className={mergeClasses(styles.cell, styles.wide)}>
              <LocalTime value={alert.openedAt} />
            </TableCell>
            <TableCell className={styles.cell}>
              <StateOf alert={alert} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

type AlertProps = { readonly alert: AlertView };

function What({ alert, href }: AlertProps & { readonly href: string }) {
  const t = useTranslations('alerts');
  const styles = useStyles();
  const sentence = useAlertSentence();
  const about = aboutPath({ ...alert, connectorId: alert.connector?.id ?? null });
  return (
    <div className={styles.lines}>
      <TextLink href={href}>{t(`rules.${alert.rule}.name`)}</TextLink>
      <span>{sentence(alert.rule, alert.facts)}</span>
      <TextLink href={about.path}>{t(`about.${about.kind}`)}</TextLink>
      <div className={mergeClasses(styles.lines, styles.narrow)}>
        <SubjectOf alert={alert} />
        <Caption1>
          <LocalTime value={alert.openedAt} />
        </Caption1>
      </div>
    </div>
  );
}

function SubjectOf({ alert: { connector } }: AlertProps) {
  const t = useTranslations('alerts');
  if (connector === null) return t('deployment');
  return (
    <TextLink href={`/data-connectors/connectors?connector=${connector.id}`}>
      {connector.name}
    </TextLink>
  );
}

/** Severity while it is open; then how it ended. */
function StateOf({ alert }: AlertProps) {
  const t = useTranslations('alerts');
  const styles = useStyles();
  const { state, severity, acknowledgedBy, snoozedUntil, endedAt } = alert;
  return (
    <div className={styles.lines}>
      <StatusText {...lookOf(alert)}>
        {state === 'open' ? t(`severities.${severity}`) : t(`states.${state}`)}
      </StatusText>
      {endedAt !== null && (
        <Caption1 className={styles.quiet}>
          <LocalTime value={endedAt} />
        </Caption1>
      )}
      {state === 'open' && acknowledgedBy !== null && (
        <Caption1 className={styles.quiet}>
          {t('stateNotes.acknowledged', { name: acknowledgedBy })}
        </Caption1>
      )}
      {state === 'open' && snoozedUntil !== null && (
        <Caption1 className={styles.quiet}>
          {t.rich('stateNotes.snoozed', { time: () => <LocalTime value={snoozedUntil} /> })}
        </Caption1>
      )}
    </div>
  );
}
