'use client';

import {
  Body1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useFormatter, useTranslations } from 'next-intl';
import { AddConnectorButton } from '#components/data-connectors/add-connector-button.tsx';
import { HowItWorks } from '#components/data-connectors/how-it-works.tsx';
import { CLOUDS } from '#components/data-connectors/kind-list-search.ts';
import { Prerequisites } from '#components/data-connectors/prerequisites.tsx';
import { ProductFacts } from '#components/data-connectors/product-facts.tsx';
import { TagList } from '#components/data-connectors/tag-list.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { PageSection } from '#components/ui/page-section.tsx';
import { useMegabytes } from '#components/ui/use-megabytes.ts';
import { UnfinishedSetups } from '#components/wizard/unfinished-setups.tsx';
import {
  getConnectorKind,
  type CatalogEntry,
  type ConnectorKind,
} from '#lib/connectors/catalog.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 300px',
    alignItems: 'start',
    gap: tokens.spacingHorizontalXXXL,
    '@media (max-width: 1099px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  main: { display: 'grid', rowGap: tokens.spacingVerticalXXXL },
  prose: { maxWidth: '800px' },
  limits: { display: 'grid', rowGap: tokens.spacingVerticalM, maxWidth: '800px' },
  limitText: { color: tokens.colorNeutralForeground2 },
});

type ProductPageProps = {
  readonly kindId: ConnectorKind;
  readonly canAdd: boolean;
  /** The reader's roles, in the reader's language. */
  readonly role: string;
  /** The reader's own wizards of this kind, left half way. */
  readonly drafts: readonly DraftView[];
};

/** What a kind archives and what it needs, and the way into its wizard. */
export function ProductPage({ kindId, canAdd, role, drafts }: ProductPageProps) {
  const t = useTranslations('overview');
  const catalog = useTranslations('catalog');
  const format = useFormatter();
  const megabytes = useMegabytes();
  const styles = useStyles();
  const kind = getConnectorKind(kindId);
  const size = megabytes(kind.largestItemBytes);
  const listClouds = (clouds: CatalogEntry['availability']) =>
    format.list(
      clouds.map((cloud) => catalog(`availability.${cloud}`)),
      { type: 'disjunction' },
    );
  const notNamed = CLOUDS.filter(
    (cloud) => !kind.availability.includes(cloud) && !kind.unavailable.includes(cloud),
  );
  const elsewhere =
    kind.unavailable.length > 0
      ? t('product.gccNotOffered', { places: listClouds(kind.unavailable) })
      : t('product.gccNotNamed', { places: listClouds(notNamed) });

  return (
    <>
      <PageHeader
        title={kind.pageLabel}
        description={t('tile.by', { vendor: kind.vendor })}
        crumbs={[{ label: t('title'), href: '/data-connectors' }]}
        actions={
          <AddConnectorButton
            kind={kind.id}
            refusal={canAdd ? undefined : t('product.addConnectorRefused', { role })}
          />
        }
      />
      <UnfinishedSetups drafts={drafts} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <PageSection title={t('product.archives')}>
            <Body1 className={styles.prose}>{catalog(`kinds.${kind.id}.archives`)}</Body1>
            <TagList
              label={t('product.content')}
              tags={kind.contentTypes.map((type) => catalog(`content.${type}`))}
            />
          </PageSection>
          <PageSection title={t('product.howItWorks')}>
            <HowItWorks kind={kind} />
          </PageSection>
          <PageSection title={t('product.prerequisites')}>
            <Prerequisites kind={kind} hasRole={canAdd} />
          </PageSection>
          <PageSection title={t('product.limits')}>
            <dl className={styles.limits}>
              {kind.limits.map((id) => (
                <div key={id}>
                  <dt>
                    <Text weight="semibold">{catalog(`limits.${id}.title`, { size })}</Text>
                  </dt>
                  <dd>
                    <Body1 className={styles.limitText}>
                      {catalog(`limits.${id}.text`, { size })}
                    </Body1>
                  </dd>
                </div>
              ))}
            </dl>
          </PageSection>
          {kind.availability.includes('gcc') && (
            <MessageBar intent="info" layout="multiline" className={styles.prose}>
              <MessageBarBody>
                <MessageBarTitle>{t('product.gcc')}</MessageBarTitle>
                {t('product.gccText')} {elsewhere}
              </MessageBarBody>
            </MessageBar>
          )}
        </div>
        <ProductFacts kind={kind} />
      </div>
    </>
  );
}
