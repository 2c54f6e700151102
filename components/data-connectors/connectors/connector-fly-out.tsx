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
import { ConnectorDetailsPanel } from '#components/data-connectors/connectors/connector-details-panel.tsx';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { QueryRefusal } from '#components/ui/fetch-query.ts';
import { LoadingState } from '#components/ui/loading-state.tsx';
import { StaleNotice } from '#components/ui/stale-notice.tsx';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import { useLiveQuery } from '#components/ui/use-live-query.ts';
import {
  connectorDetailsSchema,
  type ConnectorDetails,
} from '#lib/domain/connectors/connector-view.ts';

const useStyles = makeStyles({
  drawer: { maxWidth: '100vw', width: '560px' },
});

type ConnectorFlyOutProps = {
  readonly connectorId: string;
  /** Null when there is no such connector. */
  readonly initial: ConnectorDetails | null;
  readonly mayWrite: boolean;
  readonly mayDownload: boolean;
  readonly onClose: () => void;
};

/** One connector, over the list, kept live. */
export function ConnectorFlyOut(props: ConnectorFlyOutProps) {
  const { connectorId, initial, mayWrite, mayDownload, onClose } = props;
  const t = useTranslations('connectors.flyOut');
  const styles = useStyles();
  const isHydrated = useIsHydrated();
  const { data, error, refetch } = useLiveQuery({
    path: `/api/connectors/${encodeURIComponent(connectorId)}`,
    schema: connectorDetailsSchema,
    initial: initial ?? undefined,
    isChanging: ({ progress }) => progress !== null,
  });

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
              aria-label={t('close')}
              icon={<DismissRegular />}
              onClick={onClose}
            />
          }
        >
          {data?.name ?? ''}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        {data !== undefined && (
          <>
            <StaleNotice error={error} onRetry={() => void refetch()} />
            <ConnectorDetailsPanel connector={data} mayWrite={mayWrite} mayDownload={mayDownload} />
          </>
        )}
        {data === undefined && error !== null && <FlyOutError error={error} onRetry={refetch} />}
        {data === undefined && error === null && <LoadingState />}
      </DrawerBody>
    </OverlayDrawer>
  );
}

type FlyOutErrorProps = { readonly error: Error; readonly onRetry: () => unknown };

function FlyOutError({ error, onRetry }: FlyOutErrorProps) {
  const t = useTranslations('connectors.flyOut');
  const deleted = useTranslations('connectors.deletedList');
  const isRefused = error instanceof QueryRefusal;
  if (isRefused && error.code === 'not-found') {
    return (
      <EmptyState
        title={t('gone')}
        actions={
          <ButtonLink href="/data-connectors/connectors/deleted">{deleted('link')}</ButtonLink>
        }
      >
        {t('goneText')}
      </EmptyState>
    );
  }
  return <ErrorState {...(isRefused && { message: error.message })} onRetry={onRetry} />;
}
