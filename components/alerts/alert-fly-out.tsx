'use client';

import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { AlertDetailsPanel } from '#components/alerts/alert-details-panel.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { QueryRefusal } from '#components/ui/fetch-query.ts';
import { LoadingState } from '#components/ui/loading-state.tsx';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import { alertDetailsSchema, type AlertDetails } from '#lib/domain/alerts/alert-view.ts';

const useStyles = makeStyles({ drawer: { maxWidth: '100vw', width: '560px' } });

type AlertFlyOutProps = {
  readonly alertId: string;
  /** Null when there is no such alert. */
  readonly initial: AlertDetails | null;
  readonly mayManage: boolean;
  readonly onClose: () => void;
};

/** One alert, over the list, kept live. */
export function AlertFlyOut({ alertId, initial, mayManage, onClose }: AlertFlyOutProps) {
  const t = useTranslations('alerts');
  const styles = useStyles();
  const isHydrated = useIsHydrated();
  const { data, error, refetch } = useLiveQuery({
    path: `/api/alerts/${encodeURIComponent(alertId)}`,
    schema: alertDetailsSchema,
    initial: initial ?? undefined,
    isChanging: ({ deliveries }) => deliveries.some(({ state }) => state === 'waiting'),
  });
  const isGone = error instanceof QueryRefusal && error.code === 'not-found';

  return (
    <OverlayDrawer
      open={isHydrated}
      position="end"
      className={styles.drawer}
      onOpenChange={(_event, { open }) => {
        if (!open) onClose();
      }}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              aria-label={t('details.close')}
              icon={<DismissRegular />}
              onClick={onClose}
            />
          }
        >
          {data === undefined ? t('columns.alert') : t(`rules.${data.rule}.name`)}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        {data !== undefined && <AlertDetailsPanel alert={data} mayManage={mayManage} />}
        {data === undefined && isGone && (
          <EmptyState title={t('details.gone')}>{t('details.goneText')}</EmptyState>
        )}
        {data === undefined && !isGone && error !== null && (
          <ErrorState
            {...(error instanceof QueryRefusal && { message: error.message })}
            onRetry={refetch}
          />
        )}
        {data === undefined && error === null && <LoadingState />}
      </DrawerBody>
    </OverlayDrawer>
  );
}
