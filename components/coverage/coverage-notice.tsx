'use client';

import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { TextLink } from '#components/ui/text-link.tsx';
import { useProblem } from '#components/ui/use-problem.ts';
import type { CoveragePreview, CoverageSubject } from '#lib/domain/coverage/coverage-preview.ts';

/** Failures that another sign-in mends. */
const SIGN_IN_CODES: readonly string[] = [
  'sign-in-refused',
  'sign-in-held-back',
  'too-many-attempts',
  'host-key-changed',
];
const CODE_ASKED = 'verification-code-asked';

type CoverageNoticeProps = {
  readonly current: CoveragePreview | null;
  readonly last: CoveragePreview | null;
  /** What the server refused, in words. */
  readonly error: string | undefined;
  readonly subject: CoverageSubject;
  readonly loginHref: string | null;
};

/** How the last try ended, where it did not end with a result that holds, and the way out. */
export function CoverageNotice(props: CoverageNoticeProps) {
  const { current, last, error, subject, loginHref } = props;
  const t = useTranslations('coverage');
  if (error !== undefined) {
    return (
      <Notice intent="error" title={t('failed.title')}>
        {error}
      </Notice>
    );
  }
  if (current?.state === 'cancelled') return <Notice intent="info">{t('cancelled')}</Notice>;
  if (current?.state === 'failed') {
    return (
      <Notice intent="error" title={t('failed.title')}>
        <FailureText code={current.failure ?? ''} subject={subject} loginHref={loginHref} />
      </Notice>
    );
  }
  if (current !== null || last === null) return null;
  if (last.staleBecause.length === 0) return <Notice intent="success">{t('done')}</Notice>;
  return (
    <Notice intent="warning" title={t('stale.title')}>
      {last.staleBecause.map((reason) => t(`stale.${reason}`)).join(' ')}
    </Notice>
  );
}

type FailureTextProps = {
  readonly code: string;
  readonly subject: CoverageSubject;
  readonly loginHref: string | null;
};

function FailureText({ code, subject, loginHref }: FailureTextProps) {
  const t = useTranslations('coverage.failed');
  const findProblem = useProblem();
  if (code === CODE_ASKED) return t('code');
  const reason = findProblem(code) ?? findProblem('coverage-failed');
  if (!SIGN_IN_CODES.includes(code)) return reason;
  return (
    <>
      {reason} {'draftId' in subject ? t('signIn') : t('updateSignIn')}{' '}
      {loginHref !== null && <TextLink href={loginHref}>{t('toLogin')}</TextLink>}
    </>
  );
}

type NoticeProps = {
  readonly intent: 'success' | 'info' | 'warning' | 'error';
  readonly title?: string;
  readonly children: ReactNode;
};

function Notice({ intent, title, children }: NoticeProps) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>
        {title !== undefined && <MessageBarTitle>{title}</MessageBarTitle>}
        {children}
      </MessageBarBody>
    </MessageBar>
  );
}
