'use client';

import { makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ButtonLink } from '#components/ui/button-link.tsx';

const useStyles = makeStyles({
  section: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalL,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    ':last-child': { borderBottomStyle: 'none' },
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    minHeight: '32px',
  },
});

type ReviewSectionProps = {
  readonly title: string;
  /** Where it is changed; undefined when that is here, or nowhere. */
  readonly editHref?: string;
  readonly children: ReactNode;
};

export function ReviewSection({ title, editHref, children }: ReviewSectionProps) {
  const t = useTranslations('wizard.review');
  const styles = useStyles();
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <Subtitle2 as="h2">{title}</Subtitle2>
        {editHref !== undefined && (
          <ButtonLink
            appearance="subtle"
            size="small"
            icon={<EditRegular />}
            label={t('editName', { name: title })}
            href={editHref}
          >
            {t('edit')}
          </ButtonLink>
        )}
      </div>
      {children}
    </section>
  );
}
