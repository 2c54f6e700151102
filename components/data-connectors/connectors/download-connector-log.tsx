'use client';

import {
  Body1,
  Button,
  Field,
  Input,
  makeStyles,
  Radio,
  RadioGroup,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { LOG_FORMATS, type LogFormat } from '#lib/domain/runs/log-format.ts';
import { logPeriodSchema } from '#lib/domain/runs/log-period.ts';

const DAYS_BEFORE_MS = 6 * 24 * 3600 * 1000;

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM },
  days: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

type DownloadConnectorLogProps = {
  readonly connector: { readonly id: string; readonly name: string };
};

/** The log of all imports of a period: asks for the days, then saves the file. */
export function DownloadConnectorLog({ connector }: DownloadConnectorLogProps) {
  const t = useTranslations('connectors.log');
  const styles = useStyles();
  const [isOpen, setIsOpen] = useState(false);
  const [isTried, setIsTried] = useState(false);
  const [format, setFormat] = useState<LogFormat>('csv');
  const [period, setPeriod] = useState({ first: '', last: '' });
  const isWrong = !logPeriodSchema.safeParse(period).success;
  const open = () => {
    const now = Date.now();
    setPeriod({ first: dayOf(now - DAYS_BEFORE_MS), last: dayOf(now) });
    setIsTried(false);
    setIsOpen(true);
  };
  const download = () => {
    setIsTried(true);
    if (isWrong) return;
    const query = new URLSearchParams({ ...period, format });
    window.location.assign(`/api/connectors/${connector.id}/log?${query.toString()}`);
    setIsOpen(false);
  };

  return (
    <>
      <Button size="small" icon={<ArrowDownloadRegular />} onClick={open}>
        {t('button')}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        isBusy={false}
        title={t('title', { name: connector.name })}
        confirmLabel={t('confirm')}
        onConfirm={download}
        onCancel={() => {
          setIsOpen(false);
        }}
      >
        <div className={styles.content}>
          <Body1>{t('text')}</Body1>
          <div className={styles.days}>
            {(['first', 'last'] as const).map((end) => (
              <Field
                key={end}
                label={t(end)}
                {...(end === 'last' && isTried && isWrong && { validationMessage: t('wrong') })}
              >
                <Input
                  type="date"
                  value={period[end]}
                  onChange={(_event, { value }) => {
                    setPeriod({ ...period, [end]: value });
                  }}
                />
              </Field>
            ))}
          </div>
          <Field label={t('format')}>
            <RadioGroup
              value={format}
              onChange={(_event, { value }) => {
                setFormat(LOG_FORMATS.find((known) => known === value) ?? 'csv');
              }}
            >
              {LOG_FORMATS.map((known) => (
                <Radio key={known} value={known} label={t(known)} />
              ))}
            </RadioGroup>
          </Field>
        </div>
      </ConfirmDialog>
    </>
  );
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 'yyyy-mm-dd'.length);
}
