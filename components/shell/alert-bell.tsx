'use client';

import { CounterBadge, makeStyles, tokens } from '@fluentui/react-components';
import { AlertRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import { alertCountSchema } from '#lib/domain/alerts/alert-view.ts';

const useStyles = makeStyles({
  place: { position: 'relative', display: 'inline-flex' },
  // Over the button's upper corner, and not in the way of the pointer.
  badge: {
    position: 'absolute',
    top: tokens.spacingVerticalXXS,
    insetInlineEnd: 0,
    pointerEvents: 'none',
  },
});

/** How many alerts are open, and the way to them. */
export function AlertBell({ className }: { readonly className?: string }) {
  const t = useTranslations('alerts');
  const styles = useStyles();
  const { data } = useLiveQuery({
    path: '/api/alerts/count',
    schema: alertCountSchema,
    initial: undefined,
    isChanging: () => false,
  });
  const count = data?.open ?? 0;
  return (
    <span className={styles.place}>
      <ButtonLink
        href="/alerts"
        appearance="transparent"
        {...(className !== undefined && { className })}
        icon={<AlertRegular />}
        label={t('topBar', { count })}
      />
      {count > 0 && (
        <CounterBadge
          className={styles.badge}
          count={count}
          color="danger"
          size="small"
          aria-hidden
        />
      )}
    </span>
  );
}
