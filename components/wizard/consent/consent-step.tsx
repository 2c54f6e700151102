'use client';

import { makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useNavigate } from '#components/ui/navigation-progress.tsx';
import { useState } from 'react';
import { LocalTime } from '#components/ui/local-time.tsx';
import { ConsentHere } from '#components/wizard/consent/consent-here.tsx';
import { ConsentLink } from '#components/wizard/consent/consent-link.tsx';
import { ConsentProgress } from '#components/wizard/consent/consent-progress.tsx';
import { ConsentRefused } from '#components/wizard/consent/consent-refused.tsx';
import { PermissionList } from '#components/wizard/consent/permission-list.tsx';
import { ScopedAccess } from '#components/wizard/consent/scoped-access.tsx';
import { useConsentWatch } from '#components/wizard/consent/use-consent-watch.ts';
import { StepForm } from '#components/wizard/frame/step-form.tsx';
import { useStepLinks } from '#components/wizard/frame/use-step-links.ts';
import { startConsentAction } from '#lib/actions/consent.ts';
import type { ConsentRefusal } from '#lib/domain/wizard/admin-consent.ts';
import { resourceOf } from '#lib/domain/wizard/app-permissions.ts';
import type { ConsentLinkView } from '#lib/domain/wizard/consent-link.ts';
import type { ConsentSetting } from '#lib/domain/wizard/consent-setting.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';

const useStyles = makeStyles({
  sections: { display: 'grid', rowGap: tokens.spacingVerticalXL, minWidth: 0 },
});

type ConsentStepProps = {
  readonly draft: DraftView;
  readonly refusal: ConsentRefusal | null;
  readonly setting: ConsentSetting;
  /** What can be handed to a Global Administrator now. */
  readonly link: ConsentLinkView | null;
  readonly mayConsent: boolean;
};

/** Consent of a Global Administrator: in place, or by a link. The page notices when it is there. */
export function ConsentStep(props: ConsentStepProps) {
  const { draft, refusal, setting, link, mayConsent } = props;
  const t = useTranslations('wizard');
  const styles = useStyles();
  const navigate = useNavigate();
  const { nextHref, backHref } = useStepLinks(draft, 'consent');
  const [error, setError] = useState<string>();
  const { consent } = draft;
  const status = useConsentWatch(consent !== null);
  const missing = status?.permissions.find(({ state }) => state === 'missing')?.permission;

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
                  {t('consent.granted')} <GivenBy consent={consent} />
                </MessageBarBody>
              </MessageBar>
            )}
            {consent === null && refusal === null && <ConsentProgress status={status} />}
          </div>
          {consent === null && refusal !== null && <ConsentRefused refusal={refusal} />}
        </div>
        <PermissionList permissions={setting.permissions} statuses={status?.permissions} />
        {consent === null && (
          <>
            <ConsentHere
              isMain={mayConsent}
              onStart={() =>
                startConsentAction({
                  draftId: draft.id,
                  ...(missing !== undefined && { resource: resourceOf(missing) }),
                })
              }
            />
            <ConsentLink draftId={draft.id} link={link} />
            {setting.permissions.includes('Mail.ReadWrite') && <ScopedAccess setting={setting} />}
          </>
        )}
      </div>
    </StepForm>
  );
}

function GivenBy({ consent }: { readonly consent: NonNullable<DraftView['consent']> }) {
  const t = useTranslations('wizard.consent');
  const { grantedBy, grantedAt, scopedMailbox } = consent;
  const when = () => <LocalTime value={grantedAt} />;
  return (
    <>
      {grantedBy === null
        ? t.rich('grantedElsewhere', { when })
        : t.rich('grantedBy', { name: grantedBy, when })}{' '}
      {scopedMailbox !== null && t('grantedScoped', { mailbox: scopedMailbox })}
    </>
  );
}
