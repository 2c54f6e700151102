'use client';

import { Body1, Caption1, Card, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useFormatter, useTranslations } from 'next-intl';
import { TagList } from '#components/data-connectors/tag-list.tsx';
import { ExternalLink } from '#components/ui/external-link.tsx';
import type { CatalogEntry } from '#lib/connectors/catalog.ts';

const useStyles = makeStyles({
  card: { padding: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalM },
  facts: { display: 'grid', rowGap: tokens.spacingVerticalM },
  label: { color: tokens.colorNeutralForeground3 },
  note: { display: 'block', color: tokens.colorNeutralForeground3 },
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
  const format = useFormatter();
  const names = {
    app: kind.appName ?? kind.pageLabel,
    cloud: kind.cloudName ?? kind.pageLabel,
  };
  const earlier = kind.earlierCopyMode;
  const facts = [
    { label: t('vendor'), value: kind.vendor },
    { label: t('services'), value: format.list(kind.services) },
    { label: t('folder'), value: kind.folderName },
    {
      label: t('copyMode'),
      value: catalog(`copyMode.${kind.copyMode}`),
      note:
        earlier &&
        catalog(`earlierCopyMode.${earlier.source}`, { mode: catalog(`copyMode.${earlier.mode}`) }),
    },
    { label: t('itemFormat'), value: catalog(`itemFormat.${kind.itemFormat}`) },
    { label: t('schedule'), value: t('daily') },
    { label: t('phones'), value: catalog(`phoneRule.${kind.phoneRule}`, names) },
  ];

  return (
    <Card className={styles.card} appearance="outline">
      <Subtitle2 as="h2">{t('facts')}</Subtitle2>
      <dl className={styles.facts}>
        {facts.map(({ label, value, note }) => (
          <div key={label}>
            <dt>
              <Caption1 className={styles.label}>{label}</Caption1>
            </dt>
            <dd>
              <Body1>{value}</Body1>
              {note !== undefined && <Caption1 className={styles.note}>{note}</Caption1>}
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
            {kind.unavailable.length > 0 && (
              <Caption1 className={styles.note}>
                {t('notOffered', {
                  places: format.list(
                    kind.unavailable.map((place) => catalog(`availability.${place}`)),
                    { type: 'disjunction' },
                  ),
                })}
              </Caption1>
            )}
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
