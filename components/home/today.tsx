'use client';

import { Caption1, makeStyles, Title3, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { NumberText } from '#components/ui/number-text.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { HomeView } from '#lib/domain/home-view.ts';

const useStyles = makeStyles({
  figures: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(150px, 45%), 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
  },
  figure: {
    display: 'flex',
    flexDirection: 'column-reverse',
    justifyContent: 'flex-end',
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
  },
  value: { margin: 0 },
});

/** What the imports of today (UTC) came to so far, and what goes on now. */
export function Today({ home }: { readonly home: HomeView }) {
  const t = useTranslations('home.today');
  const styles = useStyles();
  const today = home.days.at(-1);
  const { active, due } = home.imports;
  const figures = [
    ['active', active],
    ['due', due],
    ['finished', today?.runs ?? 0],
    ['notGreen', today?.notGreen ?? 0],
    ['imported', (today?.imported ?? 0) + (today?.partiallyImported ?? 0)],
    ['held', today?.held ?? 0],
    ['failed', today?.failed ?? 0],
  ] as const;
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value]) => (
        <div key={name} className={styles.figure}>
          <dt>
            {name === 'active' && value > 0 ? (
              <TextLink href="/data-connectors/connectors?status=importing">{t(name)}</TextLink>
            ) : (
              <Caption1>{t(name)}</Caption1>
            )}
          </dt>
          <dd className={styles.value}>
            <Title3>
              <NumberText value={value} />
            </Title3>
          </dd>
        </div>
      ))}
    </dl>
  );
}
