'use client';

import {
  Body1,
  Button,
  Caption1,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular, LinkRegular, MailRegular } from '@fluentui/react-icons';
import { useFormatter, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { LocalTime } from '#components/ui/local-time.tsx';
import { createConsentLinkAction, revokeConsentLinkAction } from '#lib/actions/consent.ts';
import type { ConsentLinkView } from '#lib/domain/wizard/consent-link.ts';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalS, justifyItems: 'start' },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalS,
    width: '100%',
  },
  field: { flexGrow: 1, minWidth: '220px', maxWidth: '560px' },
});

type ConsentLinkProps = {
  readonly draftId: string | null;
  /** That can be passed on now; null when none has been made. */
  readonly link: ConsentLinkView | null;
};

/** The link for a Global Administrator who is somebody else: made, passed on, taken back. */
export function ConsentLink({ draftId, link }: ConsentLinkProps) {
  const t = useTranslations('wizard.consent.link');
  const styles = useStyles();
  const router = useRouter();
  const [problem, setProblem] = useState<string>();
  const [isBusy, startTransition] = useTransition();

  const perform = (act: typeof createConsentLinkAction) => {
    startTransition(async () => {
      const result = await act({ draftId });
      setProblem(result.ok ? undefined : result.error.message);
      if (result.ok) router.refresh();
    });
  };
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2">{t('title')}</Subtitle2>
      <Body1>{t('text')}</Body1>
      {link === null ? (
        <Button
          icon={<LinkRegular />}
          disabledFocusable={isBusy}
          onClick={() => {
            perform(createConsentLinkAction);
          }}
        >
          {t('create')}
        </Button>
      ) : (
        <>
          <PassOn link={link} />
          <Caption1>
            {t.rich('until', { when: () => <LocalTime value={link.expiresAt} /> })}
          </Caption1>
          <Button
            size="small"
            disabledFocusable={isBusy}
            onClick={() => {
              perform(revokeConsentLinkAction);
            }}
          >
            {t('revoke')}
          </Button>
        </>
      )}
      <div role="alert">
        {problem !== undefined && (
          <MessageBar intent="error">
            <MessageBarBody>{problem}</MessageBarBody>
          </MessageBar>
        )}
      </div>
    </section>
  );
}

/** Copied, or put into a mail. */
function PassOn({ link }: { readonly link: ConsentLinkView }) {
  const t = useTranslations('wizard.consent.link');
  const format = useFormatter();
  const styles = useStyles();
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  const [isCopied, setIsCopied] = useState(false);

  const copy = async () => {
    input?.select();
    try {
      await navigator.clipboard.writeText(link.url);
      setIsCopied(true);
    } catch {
      // Not allowed, or no https: the text is selected, and the reader copies it.
      setIsCopied(false);
    }
  };
  const day = format.dateTime(new Date(link.expiresAt), { dateStyle: 'long' });
  const body = t('mailText', { link: link.url, day });
  const mail = `mailto:?subject=${encodeURIComponent(t('mailSubject'))}&body=${encodeURIComponent(body)}`;
  return (
    <div className={styles.row}>
      <Field label={t('label')} className={styles.field}>
        <Input ref={setInput} readOnly value={link.url} />
      </Field>
      <Button icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />} onClick={() => void copy()}>
        <span role="status">{isCopied ? t('copied') : t('copy')}</span>
      </Button>
      <Button as="a" icon={<MailRegular />} href={mail}>
        {t('mail')}
      </Button>
    </div>
  );
}
