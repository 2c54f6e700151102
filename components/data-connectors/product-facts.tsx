'use client';

import { Body1, Caption1, Card, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { TagList } from '#components/data-connectors/tag-list.tsx';
import { ExternalLink } from '#components/ui/external-link.tsx';
import type { CatalogEntry } from '#lib/connectors/catalog.ts';

const useStyles = makeStyles({
  card: { padding: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalM },
  facts: { display: 'grid', rowGap: tokens.spacingVerticalM },
  label: { color: tokens.colorNeutralForeground3 },
  links: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
  },
});

/** The card beside the text: what somebody who compares kinds looks for. */
export function ProductFacts({ kind }: { readonly kind: CatalogEntry }) {
  const t = useTranslations('overview.product');
  const catalog = useTranslations('catalog');
  const styles = useStyles();
  const app = kind.appName ?? kind.pageLabel;
  const facts = [
    { label: t('vendor'), value: kind.vendor },
    { label: t('folder'), value: kind.folderName },
    { label: t('copyMode'), value: catalog(`copyMode.${kind.copyMode}`) },
    { label: t('schedule'), value: t('daily') },
    { label: t('phones'), value: catalog(`phoneRule.${kind.phoneRule}`, { app }) },
  ];

  return (
    <Card className={styles.card} appearance="outline">
      <Subtitle2 as="h2">{t('facts')}</Subtitle2>
      <dl className={styles.facts}>
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>
              <Caption1 className={styles.label}>{label}</Caption1>
            </dt>
            <dd>
              <Body1>{value}</Body1>
            </dd>
          </div>
        ))}
        <div>
          <dt>
            <Caption1 className={styles.label}>{t('availability')}</Caption1>
          </dt>
          <dd>
            <TagList
              label={t('availability')}
              tags={kind.availability.map((place) => catalog(`availability.${place}`))}
            />
          </dd>
        </div>
      </dl>
      <Subtitle2 as="h2">{t('learnMore')}</Subtitle2>
      <ul className={styles.links}>
        {kind.learnMore.map(({ id, href }) => (
          <li key={id}>
            <ExternalLink href={href}>
              {catalog(`learnMore.${id}`, { name: kind.pageLabel })}
            </ExternalLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}
