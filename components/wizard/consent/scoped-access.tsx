'use client';

import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Body1,
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { checkScopedAccessAction } from '#lib/actions/consent.ts';
import type { ConsentSetting } from '#lib/domain/wizard/consent-setting.ts';
import { scopedAccessCommands } from '#lib/domain/wizard/scoped-access-commands.ts';

const useStyles = makeStyles({
  panel: { display: 'grid', rowGap: tokens.spacingVerticalM },
  steps: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXXL,
  },
  code: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    overflowX: 'auto',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalS,
  },
  field: { flexGrow: 1, minWidth: '220px', maxWidth: '400px' },
});

/** Access to chosen mailboxes only, granted in Exchange Online and not in Microsoft Entra. */
export function ScopedAccess({ setting }: { readonly setting: ConsentSetting }) {
  const t = useTranslations('wizard.consent.scoped');
  const styles = useStyles();
  return (
    <Accordion collapsible>
      <AccordionItem value="scoped">
        <AccordionHeader>{t('title')}</AccordionHeader>
        <AccordionPanel className={styles.panel}>
          <Body1>{t('text')}</Body1>
          <ol className={styles.steps}>
            <li>
              <Body1>{t('registration')}</Body1>
            </li>
            <li>
              <Body1>{t('commandsText')}</Body1>
            </li>
            <li>
              <Body1>{t('tryText')}</Body1>
            </li>
          </ol>
          <pre className={styles.code} tabIndex={0} aria-label={t('commands')}>
            {scopedAccessCommands(setting)}
          </pre>
          <TryMailbox />
          <Body1>{t('outside')}</Body1>
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}

function TryMailbox() {
  const t = useTranslations('wizard.consent.scoped');
  const styles = useStyles();
  const router = useRouter();
  const [mailbox, setMailbox] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, startTransition] = useTransition();

  const check = () => {
    startTransition(async () => {
      const result = await checkScopedAccessAction({ mailbox: mailbox.trim() });
      if (!result.ok) {
        setProblem(
          result.error.code === 'invalid-input' ? t('mailboxInvalid') : result.error.message,
        );
        return;
      }
      const missing = result.data.permissions.filter(({ state }) => state !== 'in-force');
      setProblem(
        missing.length === 0
          ? undefined
          : t('refused', { permissions: missing.map(({ permission }) => permission).join(', ') }),
      );
      if (result.data.isGranted) router.refresh();
    });
  };
  return (
    <>
      <div className={styles.row}>
        <Field label={t('mailbox')} className={styles.field}>
          <Input
            type="email"
            autoComplete="off"
            value={mailbox}
            onChange={(_event, { value }) => {
              setProblem(undefined);
              setMailbox(value);
            }}
            onKeyDown={(event) => {
              // The form of the page means Next by it.
              if (event.key !== 'Enter') return;
              event.preventDefault();
              check();
            }}
          />
        </Field>
        <Button
          icon={isBusy ? <Spinner size="tiny" /> : null}
          disabledFocusable={isBusy}
          onClick={check}
        >
          {t('check')}
        </Button>
      </div>
      <div role="alert">
        {problem !== undefined && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{problem}</MessageBarBody>
          </MessageBar>
        )}
      </div>
    </>
  );
}
