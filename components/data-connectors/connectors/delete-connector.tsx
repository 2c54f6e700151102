'use client';

import {
  Body1,
  Button,
  Field,
  Input,
  makeStyles,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { useToast } from '#components/ui/toasts.tsx';
import { LIVE_QUERIES } from '#components/ui/use-live-query.ts';
import { deleteConnectorAction } from '#lib/actions/connectors.ts';
import type { ConnectorDetails } from '#lib/domain/connectors/connector-view.ts';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM },
  list: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
  },
});

const LIST = '/data-connectors/connectors';

type DeleteConnectorProps = {
  readonly connector: Pick<ConnectorDetails, 'id' | 'name' | 'progress' | 'heldItems' | 'state'>;
  readonly mayWrite: boolean;
};

/** Says what becomes of everything, and asks for the name to be typed. */
export function DeleteConnector({ connector, mayWrite }: DeleteConnectorProps) {
  const t = useTranslations('connectors.delete');
  const styles = useStyles();
  // Without it nothing has the focus after the question, and the fly-out is hidden to screen readers.
  const restoreFocus = useRestoreFocusTarget();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const [isAsking, setIsAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, startTransition] = useTransition();
  const { id: connectorId, name, progress, heldItems } = connector;

  const remove = () => {
    if (typed.trim() !== name) {
      setProblem(t('nameWrong'));
      return;
    }
    startTransition(async () => {
      const result = await deleteConnectorAction({ connectorId, name: typed });
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      setIsAsking(false);
      toast({ intent: 'success', text: t(result.data.isGone ? 'done' : 'begun', { name }) });
      // The fly-out is left: there is nothing any more that it could ask for.
      if (result.data.isGone) navigate(LIST);
      await queryClient.invalidateQueries({
        queryKey: LIVE_QUERIES,
        predicate: ({ queryKey }) =>
          !result.data.isGone || !queryKey.includes(`/api/connectors/${connectorId}`),
      });
    });
  };
  return (
    <>
      <Button
        {...restoreFocus}
        icon={<DeleteRegular />}
        disabledFocusable={!mayWrite || connector.state === 'deleting'}
        onClick={() => {
          setTyped('');
          setProblem(undefined);
          setIsAsking(true);
        }}
      >
        {t('button')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        isBusy={isBusy}
        title={t('title', { name })}
        confirmLabel={t('confirm')}
        onConfirm={remove}
        onCancel={() => {
          setIsAsking(false);
        }}
      >
        <div className={styles.content}>
          <ul className={styles.list}>
            <li>{t('imports')}</li>
            {progress !== null && <li>{t('running')}</li>}
            <li>{t('held', { count: heldItems })}</li>
            <li>{t('kept')}</li>
            <li>{t('mailboxes')}</li>
            <li>{t('credentials')}</li>
          </ul>
          <Body1>{t('final')}</Body1>
          <Field
            label={t('name', { name })}
            {...(problem !== undefined && { validationMessage: problem })}
          >
            <Input
              value={typed}
              autoComplete="off"
              onChange={(_event, { value }) => {
                setProblem(undefined);
                setTyped(value);
              }}
            />
          </Field>
        </div>
      </ConfirmDialog>
    </>
  );
}
