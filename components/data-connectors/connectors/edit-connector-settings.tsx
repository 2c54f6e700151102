'use client';

import { Button, useRestoreFocusTarget } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConnectorSettingsDialog } from '#components/data-connectors/connectors/connector-settings-dialog.tsx';
import { LIVE_QUERIES } from '#components/ui/use-live-query.ts';
import type { ConnectorDetails } from '#lib/domain/connectors/connector-view.ts';

type EditConnectorSettingsProps = {
  readonly connector: ConnectorDetails;
  readonly mayWrite: boolean;
};

/** The way to the connector's settings. */
export function EditConnectorSettings({ connector, mayWrite }: EditConnectorSettingsProps) {
  const t = useTranslations('connectors.edit');
  // Without it nothing has the focus after the dialog, and the fly-out is hidden to screen readers.
  const restoreFocus = useRestoreFocusTarget();
  const queryClient = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);

  return (
    <>
      <Button
        {...restoreFocus}
        size="small"
        icon={<EditRegular />}
        aria-label={t('openLabel')}
        disabledFocusable={!mayWrite}
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {t('open')}
      </Button>
      {isOpen && (
        <ConnectorSettingsDialog
          connector={connector}
          onSaved={() => {
            setIsOpen(false);
            void queryClient.invalidateQueries({ queryKey: LIVE_QUERIES });
          }}
          onCancel={() => {
            setIsOpen(false);
          }}
        />
      )}
    </>
  );
}
