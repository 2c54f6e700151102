'use client';

import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { RulesSection } from '#components/alert-settings/rules-section.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { StaleNotice } from '#components/ui/stale-notice.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import { connectorRulesSchema, type ConnectorRulesView } from '#lib/domain/alerts/alert-view.ts';

const useStyles = makeStyles({
  screen: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    maxWidth: '1280px',
  },
});

type ConnectorRulesScreenProps = {
  readonly initial: ConnectorRulesView;
  readonly mayConfigure: boolean;
};

/** The rules as they hold for one connector, and what is its own of them. */
export function ConnectorRulesScreen({ initial, mayConfigure }: ConnectorRulesScreenProps) {
  const t = useTranslations('alerts');
  const styles = useStyles();
  const { id } = initial.connector;
  const {
    data = initial,
    error,
    refetch,
  } = useLiveQuery({
    path: `/api/connectors/${id}/alert-rules`,
    schema: connectorRulesSchema,
    initial,
    isChanging: () => false,
  });
  const { name } = data.connector;
  return (
    <>
      <PageHeader
        title={t('connector.title')}
        description={t('connector.description', { name })}
        crumbs={[{ label: name, href: `/data-connectors/connectors?connector=${id}` }]}
      />
      <div className={styles.screen}>
        <StaleNotice error={error} onRetry={() => void refetch()} />
        {!mayConfigure && (
          <MessageBar intent="info">
            <MessageBarBody>{t('settings.readOnly')}</MessageBarBody>
          </MessageBar>
        )}
        <RulesSection
          title={t('settings.rules')}
          rules={data.rules}
          connectorId={id}
          mayConfigure={mayConfigure}
        />
      </div>
    </>
  );
}
