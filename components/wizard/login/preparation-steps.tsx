'use client';

import { Body1, Link, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import type { CatalogEntry } from '#lib/connectors/catalog.ts';

const useStyles = makeStyles({
  step: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  link: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
});

/** Steps 1 and 2: what is done at TeleMessage before there is anything to sign in to. */
export function PreparationSteps({ kind }: { readonly kind: CatalogEntry }) {
  const t = useTranslations('wizard.login');
  const styles = useStyles();
  const name = kind.pageLabel;
  const order = kind.learnMore.find(({ id }) => id === 'order');

  return (
    <>
      <section className={styles.step}>
        <Subtitle2 as="h2">{t('step1.title')}</Subtitle2>
        <Body1 as="p">{t('step1.text', { name })}</Body1>
        {order !== undefined && (
          <Body1>
            <Link href={order.href} target="_blank" rel="noreferrer" className={styles.link}>
              {t('step1.link', { name })}
              <OpenRegular aria-label={t('newWindow')} />
            </Link>
          </Body1>
        )}
      </section>
      <section className={styles.step}>
        <Subtitle2 as="h2">{t('step2.title')}</Subtitle2>
        <Body1 as="p">{t('step2.text')}</Body1>
      </section>
    </>
  );
}
