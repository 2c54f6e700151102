'use client';

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useLocale, useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { useAlertFieldWords } from '#components/alert-settings/use-alert-field-words.ts';
import { useSettingsAct } from '#components/alert-settings/use-settings-act.ts';
import { saveChannelAction } from '#lib/actions/alerts.ts';
import {
  channelFormSchema,
  WEBHOOK_FORMATS,
  type ChannelSettings,
} from '#lib/domain/alerts/alert-channel.ts';
import type { ChannelView } from '#lib/domain/alerts/alert-view.ts';
import { locales } from '#lib/messages/locales.ts';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM },
});

type Answers = {
  readonly name: string;
  readonly language: string;
  /** An address a line. */
  readonly recipients: string;
  readonly format: string;
  readonly url: string;
};

type ChannelDialogProps = {
  readonly kind: ChannelSettings['kind'];
  /** Null for a new one. */
  readonly channel: ChannelView | null;
  /** Told the secret of a new webhook; null where there is none to show. */
  readonly onSaved: (signingSecret: string | null) => void;
  readonly onCancel: () => void;
};

/** Makes a channel, or changes it. */
export function ChannelDialog({ kind, channel, onSaved, onCancel }: ChannelDialogProps) {
  const t = useTranslations('alerts.channels');
  const styles = useStyles();
  const fieldWords = useAlertFieldWords();
  const fields = useTranslations('alerts.fields');
  const { isBusy, perform } = useSettingsAct();
  const [answers, setAnswers] = useState(useInitialAnswers(channel));
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const parsed = channelFormSchema.safeParse({
      ...answers,
      kind,
      recipients: answers.recipients.split(/[\s,;]+/).filter(Boolean),
    });
    if (!parsed.success) {
      setProblems(fieldWords(parsed.error));
      return;
    }
    const form = parsed.data;
    if (form.kind === 'webhook' && form.url === '' && channel === null) {
      setProblems({ url: fields('url-required') });
      return;
    }
    perform({
      act: () => saveChannelAction({ channelId: channel?.id ?? null, form }),
      said: t('saved'),
      onDone: ({ signingSecret }) => {
        onSaved(signingSecret);
      },
    });
  };
  const newTitle = kind === 'email' ? t('newEmail') : t('newWebhook');

  return (
    <Dialog
      open
      onOpenChange={(_event, { open }) => {
        if (!open) onCancel();
      }}
    >
      <DialogSurface>
        <form onSubmit={submit} noValidate>
          <DialogBody>
            <DialogTitle>{channel === null ? newTitle : t('editTitle')}</DialogTitle>
            <DialogContent className={styles.content}>
              <ChannelFields
                kind={kind}
                host={channel?.settings.kind === 'webhook' ? channel.settings.host : null}
                answers={answers}
                problems={problems}
                onChange={(change) => {
                  setAnswers({ ...answers, ...change });
                }}
              />
            </DialogContent>
            <DialogActions>
              <Button onClick={onCancel}>{t('cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={isBusy}>
                {t('save')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

function useInitialAnswers(channel: ChannelView | null): Answers {
  const language = useLocale();
  const settings = channel?.settings;
  return {
    name: channel?.name ?? '',
    language: settings?.language ?? language,
    recipients: settings?.kind === 'email' ? settings.recipients.join('\n') : '',
    format: settings?.kind === 'webhook' ? settings.format : 'json',
    url: '',
  };
}

type ChannelFieldsProps = {
  readonly kind: ChannelSettings['kind'];
  /** Where a webhook goes now. */
  readonly host: string | null;
  readonly answers: Answers;
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (change: Partial<Answers>) => void;
};

function ChannelFields({ kind, host, answers, problems, onChange }: ChannelFieldsProps) {
  const t = useTranslations('alerts.channels');
  const problemOf = (name: keyof Answers) => {
    const problem = problems[name];
    return problem === undefined ? {} : { validationMessage: problem };
  };
  return (
    <>
      <Field label={t('name')} {...problemOf('name')}>
        <Input
          value={answers.name}
          onChange={(_event, { value }) => {
            onChange({ name: value });
          }}
        />
      </Field>
      {kind === 'email' ? (
        <Field label={t('recipients')} hint={t('recipientsHint')} {...problemOf('recipients')}>
          <Textarea
            value={answers.recipients}
            rows={4}
            onChange={(_event, { value }) => {
              onChange({ recipients: value });
            }}
          />
        </Field>
      ) : (
        <>
          <Field
            label={t('url')}
            hint={host === null ? t('urlHint') : t('urlKept', { host })}
            {...problemOf('url')}
          >
            <Input
              type="url"
              autoComplete="off"
              value={answers.url}
              onChange={(_event, { value }) => {
                onChange({ url: value });
              }}
            />
          </Field>
          <Field label={t('format')}>
            <RadioGroup
              value={answers.format}
              onChange={(_event, { value }) => {
                onChange({ format: value });
              }}
            >
              {WEBHOOK_FORMATS.map((format) => (
                <Radio key={format} value={format} label={t(`formats.${format}`)} />
              ))}
            </RadioGroup>
          </Field>
        </>
      )}
      <Field label={t('language')}>
        <Select
          value={answers.language}
          onChange={(_event, { value }) => {
            onChange({ language: value });
          }}
        >
          {Object.entries(locales).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}
