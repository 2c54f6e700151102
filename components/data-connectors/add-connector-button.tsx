'use client';

import {
  Button,
  Caption1,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useId, useState, useTransition } from 'react';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { stepHref } from '#components/wizard/frame/use-step-links.ts';
import { createDraftAction } from '#lib/actions/drafts.ts';
import type { ConnectorKind } from '#lib/connectors/catalog.ts';

const useStyles = makeStyles({
  stack: { display: 'grid', rowGap: tokens.spacingVerticalS, justifyItems: 'start' },
  refusal: { color: tokens.colorNeutralForeground2, maxWidth: '300px' },
});

type AddConnectorButtonProps = {
  readonly kind: ConnectorKind;
  /** Why it cannot be clicked, in words; undefined when it can. */
  readonly refusal: string | undefined;
};

/** Begins the wizard: makes a draft and goes to its first step. */
export function AddConnectorButton({ kind, refusal }: AddConnectorButtonProps) {
  const t = useTranslations('overview.product');
  const styles = useStyles();
  const refusalId = useId();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();
  const [isBusy, startTransition] = useTransition();

  function begin() {
    startTransition(async () => {
      const result = await createDraftAction({ kind });
      if (result.ok) navigate(stepHref({ kind, id: result.data.draftId }, 'terms'));
      else setProblem(result.error.message);
    });
  }

  return (
    <div className={styles.stack}>
      <Button
        appearance="primary"
        icon={isBusy ? <Spinner size="tiny" /> : <AddRegular />}
        disabledFocusable={isBusy || refusal !== undefined}
        aria-describedby={refusal === undefined ? undefined : refusalId}
        onClick={begin}
      >
        {t('addConnector')}
      </Button>
      {refusal !== undefined && (
        <Caption1 id={refusalId} className={styles.refusal}>
          {refusal}
        </Caption1>
      )}
      {problem !== undefined && (
        <MessageBar intent="error" layout="multiline" role="alert">
          <MessageBarBody>{problem}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}
