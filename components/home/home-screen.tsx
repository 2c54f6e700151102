'use client';

import { makeStyles, tokens } from '@fluentui/react-components';
import { PlugConnectedRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { AttentionList } from '#components/home/attention-list.tsx';
import { CompletenessCalendar } from '#components/home/completeness-calendar.tsx';
import { ConnectorCard } from '#components/home/connector-card.tsx';
import { DaysChart } from '#components/home/days-chart.tsx';
import { Today } from '#components/home/today.tsx';
import { PageSection } from '#components/ui/page-section.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { StaleNotice } from '#components/ui/stale-notice.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import { homeViewSchema, type HomeView } from '#lib/domain/home-view.ts';

const useStyles = makeStyles({
  sections: { display: 'grid', rowGap: tokens.spacingVerticalXXL, maxWidth: '1280px' },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(380px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
});

type HomeScreenProps = { readonly initial: HomeView; readonly mayWrite: boolean };

/** Today at a glance, kept live. */
export function HomeScreen({ initial, mayWrite }: HomeScreenProps) {
  const t = useTranslations('home');
  const styles = useStyles();
  const {
    data = initial,
    error,
    refetch,
  } = useLiveQuery({
    path: '/api/home',
    schema: homeViewSchema,
    initial,
    isChanging: ({ connectors }) => connectors.some(({ progress }) => progress !== null),
  });

  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <StaleNotice error={error} onRetry={() => void refetch()} />
      {data.totalConnectors === 0 ? (
        <Welcome mayWrite={mayWrite} />
      ) : (
        <div className={styles.sections}>
          <PageSection title={t('attention.title')}>
            <AttentionList attention={data.attention} />
          </PageSection>
          <PageSection title={t('today.title')}>
            <Today home={data} />
          </PageSection>
          <PageSection title={t('days.title')}>
            <DaysChart days={data.days} />
          </PageSection>
          <PageSection title={t('calendar.title')}>
            <CompletenessCalendar />
          </PageSection>
          <PageSection
            title={t('connectors.title')}
            end={
              <TextLink href="/data-connectors/connectors">
                {t('connectors.all', { count: data.totalConnectors })}
              </TextLink>
            }
          >
            <ul className={styles.cards}>
              {data.connectors.map((connector) => (
                <li key={connector.id}>
                  <ConnectorCard connector={connector} />
                </li>
              ))}
            </ul>
          </PageSection>
        </div>
      )}
    </>
  );
}

function Welcome({ mayWrite }: { readonly mayWrite: boolean }) {
  const t = useTranslations('home.welcome');
  return (
    <EmptyState
      title={t('title')}
      icon={<PlugConnectedRegular />}
      actions={
        <ButtonLink href="/data-connectors" appearance={mayWrite ? 'primary' : 'secondary'}>
          {t('action')}
        </ButtonLink>
      }
    >
      {mayWrite ? t('text') : t('textReader')}
    </EmptyState>
  );
}
