'use client';

import {
  Body1,
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { KeyRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { ConnectionDialog } from '#components/connection-check/connection-dialog.tsx';
import { UpdateSignInDialog } from '#components/data-connectors/connectors/update-sign-in.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { FactList } from '#components/ui/fact-list.tsx';
import { LIVE_QUERIES } from '#components/ui/use-live-query.ts';
import { confirmHostKeyAction, updateSignInAction } from '#lib/actions/connection-checks.ts';
import type { ActionResult } from '#lib/actions/run-action.ts';
import type { ConnectorDetails } from '#lib/domain/connectors/connector-view.ts';

const useStyles = makeStyles({
  parts: { display: 'grid', rowGap: tokens.spacingVerticalM, justifyItems: 'start' },
  fingerprint: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

/** `isOfNew`: of credentials just entered, not of the stored ones. */
type Check = { readonly checkId: string; readonly isOfNew: boolean };

type ConnectorSignInProps = { readonly connector: ConnectorDetails; readonly mayWrite: boolean };

/** Other credentials for the source, and a new host key of it, each tried at once. */
export function ConnectorSignIn({ connector, mayWrite }: ConnectorSignInProps) {
  const t = useTranslations('connectors.signIn');
  const hostKey = useTranslations('connectors.hostKey');
  const styles = useStyles();
  const [mainButton, setMainButton] = useState<HTMLButtonElement | null>(null);
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<'sign-in' | 'host-key' | Check>();
  const [problem, setProblem] = useState<string>();
  const [isBusy, startTransition] = useTransition();
  const { id: connectorId, name } = connector;
  const { offered } = connector.hostKey;

  const close = () => {
    setOpen(undefined);
    // Where nothing has the focus, the fly-out is hidden to screen readers; the dialogs, which come one
    // after the other, do not know where it was. It works once they are gone.
    requestAnimationFrame(() => mainButton?.focus());
    void queryClient.invalidateQueries({ queryKey: LIVE_QUERIES });
  };
  const check = async (action: Promise<ActionResult<{ checkId: string }>>) => {
    const result = await action;
    setProblem(result.ok ? undefined : result.error.message);
    setOpen(result.ok ? { ...result.data, isOfNew: false } : undefined);
  };

  return (
    <div className={styles.parts}>
      {offered !== null && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{hostKey('title')}</MessageBarTitle>
            <Fingerprints hostKey={connector.hostKey} />
          </MessageBarBody>
          <MessageBarActions>
            <Button
              disabledFocusable={!mayWrite}
              onClick={() => {
                setOpen('host-key');
              }}
            >
              {hostKey('confirm')}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      <Button
        ref={setMainButton}
        icon={<KeyRegular />}
        disabledFocusable={!mayWrite}
        onClick={() => {
          setOpen('sign-in');
        }}
      >
        {t('open')}
      </Button>
      {problem !== undefined && (
        <MessageBar intent="error">
          <MessageBarBody>{problem}</MessageBarBody>
        </MessageBar>
      )}
      {open === 'sign-in' && (
        <UpdateSignInDialog
          connector={connector}
          onChecking={(checkId) => {
            setOpen({ checkId, isOfNew: true });
          }}
          onClose={close}
        />
      )}
      <ConfirmDialog
        isOpen={open === 'host-key' && offered !== null}
        isBusy={isBusy}
        title={hostKey('question', { name })}
        confirmLabel={hostKey('confirm')}
        onConfirm={() => {
          startTransition(() => check(confirmHostKeyAction({ connectorId, fingerprint: offered })));
        }}
        onCancel={close}
      >
        <div className={styles.parts}>
          <Body1>{hostKey('text')}</Body1>
          <Fingerprints hostKey={connector.hostKey} />
        </div>
      </ConfirmDialog>
      {typeof open === 'object' && (
        <ConnectionDialog
          key={open.checkId}
          subject={{ connectorId }}
          checkId={open.checkId}
          onTryAgain={async () => {
            // New ones that did not work are forgotten.
            if (open.isOfNew) setOpen('sign-in');
            else await check(updateSignInAction({ connectorId, credentials: null }));
          }}
          onClose={(isRefused) => {
            if (isRefused) setOpen('sign-in');
            else close();
          }}
          onContinue={close}
        />
      )}
    </div>
  );
}

function Fingerprints({ hostKey }: Pick<ConnectorDetails, 'hostKey'>) {
  const t = useTranslations('connectors.hostKey');
  const styles = useStyles();
  const show = (fingerprint: string | null) => (
    <span className={styles.fingerprint}>{fingerprint ?? t('none')}</span>
  );
  return (
    <FactList
      facts={[
        { term: t('pinned'), fact: show(hostKey.pinned) },
        { term: t('offered'), fact: show(hostKey.offered) },
      ]}
    />
  );
}
