'use client';

import { Button, MessageBar, MessageBarBody, Spinner } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { useState, useTransition } from 'react';
import { stepHref } from '#components/wizard/frame/use-step-links.ts';
import { createDraftAction } from '#lib/actions/drafts.ts';
import type { ConnectorKind } from '#lib/connectors/catalog.ts';

/** Begins a wizard for the kind and goes to its first step. */
export function AddConnectorButton({ kind }: { readonly kind: ConnectorKind }) {
  const t = useTranslations('wizard.add');
  const navigate = useNavigate();
  const [isBusy, startAdding] = useTransition();
  const [error, setError] = useState<string>();

  const add = () => {
    startAdding(async () => {
      const result = await createDraftAction({ kind });
      if (result.ok) navigate(stepHref({ kind, id: result.data.draftId }, 'terms'));
      else setError(result.error.message);
    });
  };
  return (
    <>
      <Button
        appearance="primary"
        icon={isBusy ? <Spinner size="tiny" /> : <AddRegular />}
        disabledFocusable={isBusy}
        onClick={add}
      >
        {t('button')}
      </Button>
      {error !== undefined && (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{error}</MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}
