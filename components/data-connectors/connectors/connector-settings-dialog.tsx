'use client';

import {
  Caption1,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Switch,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { changeConnectorSettingsAction } from '#lib/actions/connectors.ts';
import { AFTER_IMPORT } from '#lib/domain/connectors/after-import.ts';
import { connectorSettingsFormSchema } from '#lib/domain/connectors/connector-settings-form.ts';
import type { ConnectorDetails } from '#lib/domain/connectors/connector-view.ts';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalL },
  part: { display: 'grid', rowGap: tokens.spacingVerticalXS, justifyItems: 'start' },
});

/** Packages for a day may appear as late as the next afternoon (FACTS 3.3). */
const USUAL_SECOND_LOOK = '17:00';

type ConnectorSettingsDialogProps = {
  readonly connector: ConnectorDetails;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
};

/** What happens to packages after the import, and whether the source is looked at again the same day. */
export function ConnectorSettingsDialog(props: ConnectorSettingsDialogProps) {
  const { connector, onSaved, onCancel } = props;
  const t = useTranslations('connectors.edit');
  const styles = useStyles();
  const [afterImport, setAfterImport] = useState<string>(connector.afterImport);
  const [isLookedAt, setIsLookedAt] = useState(connector.secondLookTime !== null);
  const [time, setTime] = useState(connector.secondLookTime ?? USUAL_SECOND_LOOK);
  const [problem, setProblem] = useState<string>();
  const [isBusy, startTransition] = useTransition();

  const form = connectorSettingsFormSchema.safeParse({
    afterImport,
    secondLookTime: isLookedAt ? time : null,
  });
  const save = () => {
    if (!form.success) return;
    startTransition(async () => {
      const result = await changeConnectorSettingsAction({
        connectorId: connector.id,
        settings: form.data,
      });
      if (result.ok) onSaved();
      else setProblem(result.error.message);
    });
  };

  return (
    <ConfirmDialog
      isOpen
      isBusy={isBusy}
      title={t('title', { name: connector.name })}
      confirmLabel={t('save')}
      onConfirm={save}
      onCancel={onCancel}
    >
      <div className={styles.content}>
        <div className={styles.part}>
          <Switch
            checked={isLookedAt}
            label={t('secondLook')}
            onChange={(_event, { checked }) => {
              setIsLookedAt(checked);
            }}
          />
          <Caption1>{t('secondLookText')}</Caption1>
          {isLookedAt && (
            <Field
              label={t('secondLookTime', { zone: connector.scheduleTimeZone })}
              {...(!form.success && { validationMessage: t('timeMissing') })}
            >
              <Input
                type="time"
                value={time}
                onChange={(_event, { value }) => {
                  setProblem(undefined);
                  setTime(value);
                }}
              />
            </Field>
          )}
        </div>
        <Field label={t('afterImport')} hint={t('afterImportText')}>
          <RadioGroup
            value={afterImport}
            onChange={(_event, { value }) => {
              setAfterImport(value);
            }}
          >
            {AFTER_IMPORT.map((choice) => (
              <Radio key={choice} value={choice} label={t(`choices.${choice}`)} />
            ))}
          </RadioGroup>
        </Field>
        {afterImport === 'delete' && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('deleteWarning')}</MessageBarBody>
          </MessageBar>
        )}
        {problem !== undefined && (
          <MessageBar intent="error">
            <MessageBarBody>{problem}</MessageBarBody>
          </MessageBar>
        )}
      </div>
    </ConfirmDialog>
  );
}
