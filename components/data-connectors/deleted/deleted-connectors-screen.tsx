'use client';

import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { DeletedConnectorCard } from '#components/data-connectors/deleted/deleted-connector-card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Pager } from '#components/ui/pager.tsx';
import {
  DELETED_CONNECTORS_PER_PAGE,
  type DeletedConnectorList,
} from '#lib/domain/connectors/deleted-connector-view.ts';

const CONNECTORS = '/data-connectors/connectors';

const useStyles = makeStyles({
  screen: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
  },
  kept: { maxWidth: '800px' },
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(440px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
});

type DeletedConnectorsScreenProps = {
  readonly list: DeletedConnectorList;
  readonly page: number;
  readonly mayReadAuditLog: boolean;
};

/** Connectors that are gone: who deleted them, and where what is kept of them is. */
export function DeletedConnectorsScreen(props: DeletedConnectorsScreenProps) {
  const { list, page, mayReadAuditLog } = props;
  const t = useTranslations('connectors.deletedList');
  const crumbs = useTranslations('connectors');
  const styles = useStyles();
  const navigate = useNavigate();
  const { connectors, total, receiptDays } = list;

  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        crumbs={[{ label: crumbs('title'), href: CONNECTORS }]}
      />
      {total === 0 ? (
        <EmptyState title={t('empty.title')} icon={<DeleteRegular />}>
          {t('empty.text')}
        </EmptyState>
      ) : (
        <div className={styles.screen}>
          <Body1 className={styles.kept}>{t('kept', { days: receiptDays })}</Body1>
          <Caption1 role="status">{t('count', { count: total })}</Caption1>
          <ul aria-label={t('title')} className={styles.cards}>
            {connectors.map((connector) => (
              <li key={connector.id}>
                <DeletedConnectorCard connector={connector} mayReadAuditLog={mayReadAuditLog} />
              </li>
            ))}
          </ul>
          <Pager
            label={t('pages')}
            page={page}
            pageSize={DELETED_CONNECTORS_PER_PAGE}
            total={total}
            onPage={(next) => {
              navigate(`${CONNECTORS}/deleted?page=${String(next)}`);
            }}
          />
        </div>
      )}
    </>
  );
}
