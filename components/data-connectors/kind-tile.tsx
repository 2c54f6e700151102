'use client';

import { Body1, Caption1, Card, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { KindIcon } from '#components/data-connectors/kind-icon.tsx';
import { TagList } from '#components/data-connectors/tag-list.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import type { CatalogEntry } from '#lib/connectors/catalog.ts';

const useStyles = makeStyles({
  tile: { height: '100%', padding: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalM },
  head: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM },
  names: { display: 'grid' },
  quiet: { color: tokens.colorNeutralForeground3 },
  fact: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  foot: { marginTop: 'auto' },
});

/** One kind of the catalog. */
export function KindTile({ kind }: { readonly kind: CatalogEntry }) {
  const t = useTranslations('overview.tile');
  const catalog = useTranslations('catalog');
  const styles = useStyles();

  return (
    <Card className={styles.tile} appearance="outline">
      <div className={styles.head}>
        <KindIcon icon={kind.icon} size={40} />
        <div className={styles.names}>
          <Subtitle2 as="h2">{kind.listLabel}</Subtitle2>
          <Caption1 className={styles.quiet}>{t('by', { vendor: kind.vendor })}</Caption1>
        </div>
      </div>
      <Body1>{catalog(`kinds.${kind.id}.summary`)}</Body1>
      <div className={styles.fact}>
        <Caption1 className={styles.quiet}>{t('content')}</Caption1>
        <TagList
          label={t('content')}
          tags={kind.contentTypes.map((type) => catalog(`content.${type}`))}
        />
      </div>
      <div className={styles.fact}>
        <Caption1 className={styles.quiet}>{t('availability')}</Caption1>
        <TagList
          label={t('availability')}
          tags={kind.availability.map((place) => catalog(`availability.${place}`))}
        />
      </div>
      <div className={styles.foot}>
        <ButtonLink
          href={`/data-connectors/${kind.id}`}
          label={t('viewName', { name: kind.listLabel })}
        >
          {t('view')}
        </ButtonLink>
      </div>
    </Card>
  );
}
