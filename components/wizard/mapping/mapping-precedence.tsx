'use client';

import { Body1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  list: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
  },
});

/** In which order the two ways are asked. */
export function MappingPrecedence() {
  const t = useTranslations('wizard.mapping.precedence');
  const styles = useStyles();
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2">{t('title')}</Subtitle2>
      <ol className={styles.list}>
        {(['file', 'email', 'held'] as const).map((rule) => (
          <li key={rule}>
            <Body1>{t(rule)}</Body1>
          </li>
        ))}
      </ol>
    </section>
  );
}
