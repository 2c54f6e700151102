'use client';

import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { ChannelsSection } from '#components/alert-settings/channels-section.tsx';
import { RulesSection } from '#components/alert-settings/rules-section.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { StaleNotice } from '#components/ui/stale-notice.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import { alertRules } from '#lib/domain/alerts/alert-rules.ts';
import { alertSettingsSchema, type AlertSettingsView } from '#lib/domain/alerts/alert-view.ts';

const useStyles = makeStyles({
  sections: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalXXL,
    maxWidth: '1280px',
  },
});

type AlertSettingsScreenProps = {
  readonly initial: AlertSettingsView;
  readonly mayConfigure: boolean;
};

/** Who is told, and of what. */
export function AlertSettingsScreen({ initial, mayConfigure }: AlertSettingsScreenProps) {
  const t = useTranslations('alerts');
  const styles = useStyles();
  const {
    data = initial,
    error,
    refetch,
  } = useLiveQuery({
    path: '/api/alert-settings',
    schema: alertSettingsSchema,
    initial,
    isChanging: ({ channels }) => channels.some(({ last }) => last?.state === 'waiting'),
  });
  const rulesOf = (scope: 'connector' | 'deployment') =>
    data.rules.filter(({ rule }) => alertRules[rule].scope === scope);

  return (
    <>
      <PageHeader
        title={t('settings.title')}
        description={t('settings.description')}
        crumbs={[{ label: t('title'), href: '/alerts' }]}
      />
      <div className={styles.sections}>
        <StaleNotice error={error} onRetry={() => void refetch()} />
        {!mayConfigure && (
          <MessageBar intent="info">
            <MessageBarBody>{t('settings.readOnly')}</MessageBarBody>
          </MessageBar>
        )}
        <ChannelsSection
          channels={data.channels}
          hasMail={data.hasMail}
          mayConfigure={mayConfigure}
        />
        <RulesSection
          title={t('settings.connectorRules')}
          text={t('settings.rulesText')}
          rules={rulesOf('connector')}
          connectorId={null}
          mayConfigure={mayConfigure}
        />
        <RulesSection
          title={t('settings.deploymentRules')}
          rules={rulesOf('deployment')}
          connectorId={null}
          mayConfigure={mayConfigure}
        />
      </div>
    </>
  );
}
