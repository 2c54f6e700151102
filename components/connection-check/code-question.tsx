'use client';

import { Body1Strong, Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useEffect, useState, useTransition, type SyntheticEvent } from 'react';
import { answerCheckAction } from '#lib/actions/connection-checks.ts';
import { verificationCodeSchema, type CheckSubject } from '#lib/domain/connection-check.ts';

const useStyles = makeStyles({
  question: { display: 'grid', rowGap: tokens.spacingVerticalM, justifyItems: 'start' },
  code: { maxWidth: '240px' },
});

type CodeQuestionProps = {
  readonly subject: CheckSubject;
  readonly checkId: string;
  readonly onAnswered: () => void;
};

/** Asks for the verification code while the worker holds the sign-in open. */
export function CodeQuestion({ subject, checkId, onAnswered }: CodeQuestionProps) {
  const t = useTranslations('wizard.check.code');
  const styles = useStyles();
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isSending, startSending] = useTransition();
  const isComplete = verificationCodeSchema.safeParse(code).success;

  useEffect(() => {
    input?.focus();
  }, [input]);

  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    // The wizard's own form is around the dialog for React, if not for the page.
    event.stopPropagation();
    if (!isComplete) return;
    startSending(async () => {
      const result = await answerCheckAction({ subject, checkId, code });
      if (result.ok) onAnswered();
      setProblem(result.ok ? undefined : result.error.message);
    });
  };

  return (
    <form className={styles.question} onSubmit={send}>
      <Body1Strong as="h3">{t('title')}</Body1Strong>
      <Field
        label={t('label')}
        hint={t('hint')}
        {...(problem !== undefined && {
          validationState: 'error' as const,
          validationMessage: problem,
        })}
      >
        <Input
          ref={setInput}
          className={styles.code}
          value={code}
          autoComplete="one-time-code"
          spellCheck={false}
          onChange={(_event, { value }) => {
            setCode(value);
          }}
        />
      </Field>
      <Button type="submit" appearance="primary" disabledFocusable={!isComplete || isSending}>
        {t('send')}
      </Button>
    </form>
  );
}
