'use client';

import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { useState } from 'react';
import { LocalTime } from '#components/ui/local-time.tsx';
import { ConsentHere } from '#components/wizard/consent/consent-here.tsx';
import { ConsentLink } from '#components/wizard/consent/consent-link.tsx';
import { ConsentRefused } from '#components/wizard/consent/consent-refused.tsx';
import { PermissionList } from '#components/wizard/consent/permission-list.tsx';
import { useConsentWatch } from '#components/wizard/consent/use-consent-watch.ts';
import { StepForm } from '#components/wizard/frame/step-form.tsx';
import { useStepLinks } from '#components/wizard/frame/use-step-links.ts';
import type { ConsentRefusal } from '#lib/domain/wizard/admin-consent.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';

const useStyles = makeStyles({
  sections: { display: 'grid', rowGap: tokens.spacingVerticalXL, minWidth: 0 },
});

type ConsentStepProps = {
  readonly draft: DraftView;
  /** Whether Microsoft has said yes a moment ago. */
  readonly isPending: boolean;
  readonly refusal: ConsentRefusal | null;
  /** What is handed to a Global Administrator. */
  readonly link: string;
  readonly mayConsent: boolean;
};

/** Consent of a Global Administrator: in place, or by a link. The page notices when it is there. */
export function ConsentStep({ draft, isPending, refusal, link, mayConsent }: ConsentStepProps) {
  const t = useTranslations('wizard');
  const styles = useStyles();
  const navigate = useNavigate();
  const { nextHref, backHref } = useStepLinks(draft, 'consent');
  const [error, setError] = useState<string>();
  const { consent } = draft;
  useConsentWatch(consent !== null);

  return (
    <StepForm
      draft={draft}
      title={t('consent.title')}
      intro={t('consent.intro')}
      backHref={backHref}
      submitLabel={t('next')}
      isBusy={false}
      error={consent === null ? error : undefined}
      onSubmit={(event) => {
        event.preventDefault();
        if (consent === null) setError(t('consent.nextRefused'));
        else navigate(nextHref);
      }}
    >
      <div className={styles.sections}>
        <div>
          <div role="status">
            {consent !== null && (
              <MessageBar intent="success" layout="multiline">
                <MessageBarBody>
                  {t('consent.granted')}{' '}
                  {t.rich('consent.grantedBy', {
                    name: consent.grantedBy,
                    when: () => <LocalTime value={consent.grantedAt} />,
                  })}
                </MessageBarBody>
              </MessageBar>
            )}
            {consent === null && refusal === null && (
              <MessageBar intent="info" layout="multiline">
                <MessageBarBody>
                  {isPending ? t('consent.pending') : t('consent.waiting')}
                </MessageBarBody>
              </MessageBar>
            )}
          </div>
          {consent === null && refusal !== null && <ConsentRefused refusal={refusal} />}
        </div>
        <PermissionList />
        {consent === null && (
          <>
            <ConsentHere draftId={draft.id} isMain={mayConsent} />
            <ConsentLink link={link} />
          </>
        )}
      </div>
    </StepForm>
  );
}
