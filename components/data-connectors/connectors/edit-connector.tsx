'use client';

import { Button, makeStyles, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { beginEditAction } from '#lib/actions/connectors.ts';
import type { ConnectorDetails } from '#lib/domain/connectors/connector-view.ts';

const useStyles = makeStyles({ edit: { display: 'grid', justifyItems: 'end' } });

type EditConnectorProps = {
  readonly connector: Pick<ConnectorDetails, 'id' | 'name'>;
  readonly mayWrite: boolean;
};

/** The way to the wizard's steps, with the connector's answers in them. */
export function EditConnector({ connector, mayWrite }: EditConnectorProps) {
  const t = useTranslations('connectors.edit');
  const styles = useStyles();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string>();
  const [isBusy, startTransition] = useTransition();

  const begin = () => {
    startTransition(async () => {
      const result = await beginEditAction({ connectorId: connector.id });
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      const { kind, draftId } = result.data;
      navigate(`/data-connectors/${kind}/setup/${draftId}/review`);
    });
  };
  return (
    <div className={styles.edit}>
      <Button
        size="small"
        icon={<EditRegular />}
        aria-label={t('openLabel')}
        disabledFocusable={!mayWrite || isBusy}
        onClick={begin}
      >
        {t('open')}
      </Button>
      <div role="alert">
        {problem !== undefined && (
          <MessageBar intent="error">
            <MessageBarBody>{problem}</MessageBarBody>
          </MessageBar>
        )}
      </div>
    </div>
  );
}
