'use client';

import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';

const useStyles = makeStyles({
  lines: { display: 'grid', rowGap: tokens.spacingVerticalM, maxWidth: '960px' },
  title: { width: '240px' },
});

type LoadingStateProps = { readonly lines?: number; readonly hasTitle?: boolean };

/** Grey lines where content will be. */
export function LoadingState({ lines = 5, hasTitle = false }: LoadingStateProps) {
  const t = useTranslations('common');
  const styles = useStyles();
  return (
    <Skeleton aria-label={t('loading')} className={styles.lines}>
      {hasTitle && <SkeletonItem size={32} className={styles.title} />}
      {Array.from({ length: lines }, (_, line) => (
        <SkeletonItem key={line} size={20} />
      ))}
    </Skeleton>
  );
}
