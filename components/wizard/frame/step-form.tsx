'use client';

import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  tokens,
} from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import type { ReactNode, SubmitEventHandler } from 'react';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { CancelSetup } from '#components/wizard/frame/cancel-setup.tsx';
import { StepHeading } from '#components/wizard/frame/step-heading.tsx';
import { SignInAgain } from '#components/wizard/frame/sign-in-again.tsx';
import type { ActionError } from '#lib/actions/run-action.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';

const useStyles = makeStyles({
  main: { display: 'grid', minWidth: 0, ':focus': { outlineStyle: 'none' } },
  form: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  content: {
    flexGrow: 1,
    display: 'grid',
    alignContent: 'start',
    rowGap: tokens.spacingVerticalXL,
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXXL}`,
    '& > *': { maxWidth: '800px' },
    // What takes the focus is not to come to rest under the buttons.
    '& :is(input, button, a)': { scrollMarginBottom: '120px' },
    '@media (max-width: 767px)': {
      padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    },
  },
  footer: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    display: 'grid',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 767px)': {
      padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    },
  },
  buttons: { display: 'flex', columnGap: tokens.spacingHorizontalS },
  alert: { ':not(:empty)': { marginBottom: tokens.spacingVerticalS } },
  end: { marginInlineStart: 'auto' },
});

export type StepError = string | ActionError;

type StepFormProps = {
  readonly draft: DraftView;
  readonly title: string;
  readonly intro?: ReactNode;
  readonly children: ReactNode;
  readonly backHref: string | null;
  /** What the main button says: Next, Accept, Finish. */
  readonly submitLabel: string;
  readonly busyLabel?: string;
  readonly isBusy: boolean;
  /** What was refused: by the server, or here in words. */
  readonly error?: StepError | undefined;
  readonly onSubmit: SubmitEventHandler<HTMLFormElement>;
};

/** A step's page: its heading, its content, and Back, Next and Cancel at the bottom. */
export function StepForm(props: StepFormProps) {
  const { draft, title, intro, children, backHref, submitLabel, isBusy, error, onSubmit } = props;
  const t = useTranslations('wizard');
  const styles = useStyles();

  return (
    <main id="content" tabIndex={-1} className={styles.main}>
      <form noValidate onSubmit={onSubmit} className={styles.form} aria-busy={isBusy}>
        <div className={styles.content}>
          <StepHeading title={title} intro={intro} />
          {children}
        </div>
        <div className={styles.footer}>
          {/* Here, because it is about the button, and is seen wherever the page is scrolled to. */}
          <div role="alert" className={styles.alert}>
            {error !== undefined && (
              <MessageBar intent="error" layout="multiline">
                <MessageBarBody>{typeof error === 'string' ? error : error.message}</MessageBarBody>
                {typeof error !== 'string' && error.code === 'signed-out' && <SignInAgain />}
              </MessageBar>
            )}
          </div>
          <div className={styles.buttons}>
            {backHref !== null && <ButtonLink href={backHref}>{t('back')}</ButtonLink>}
            <Button
              type="submit"
              appearance="primary"
              disabledFocusable={isBusy}
              icon={isBusy ? <Spinner size="tiny" /> : null}
            >
              {isBusy ? (props.busyLabel ?? t('saving')) : submitLabel}
            </Button>
            <div className={styles.end}>
              <CancelSetup draft={draft} />
            </div>
          </div>
        </div>
      </form>
    </main>
  );
}
