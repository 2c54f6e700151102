'use client';

import { Button, MessageBar, MessageBarBody, Spinner, Tooltip } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { createDraftAction } from '#lib/actions/drafts.ts';
import type { ConnectorKind } from '#lib/connectors/catalog.ts';

type AddConnectorButtonProps = {
  readonly kind: ConnectorKind;
  /** Why it cannot be clicked, in words; undefined when it can. */
  readonly refusal: string | undefined;
};

/** Begins the wizard: makes a draft and goes to its first step. */
export function AddConnectorButton({ kind, refusal }: AddConnectorButtonProps) {
  const t = useTranslations('overview.product');
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();
  const [isBusy, startTransition] = useTransition();

  function begin() {
    startTransition(async () => {
      const result = await createDraftAction({ kind });
      if (result.ok) navigate(`/data-connectors/${kind}/setup/${result.data.draftId}/terms`);
      else setProblem(result.error.message);
    });
  }

  const button = (
    <Button
      appearance="primary"
      icon={isBusy ? <Spinner size="tiny" /> : <AddRegular />}
      disabledFocusable={isBusy || refusal !== undefined}
      onClick={begin}
    >
      {t('addConnector')}
    </Button>
  );

  return (
    <>
      {refusal === undefined ? (
        button
      ) : (
        <Tooltip content={refusal} relationship="description">
          {button}
        </Tooltip>
      )}
      {problem !== undefined && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{problem}</MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}
