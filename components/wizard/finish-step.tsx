'use client';

import { Body1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { StepHeading } from '#components/wizard/frame/step-heading.tsx';
import { getConnectorKind } from '#lib/connectors/catalog.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';

const useStyles = makeStyles({
  content: {
    display: 'grid',
    alignContent: 'start',
    rowGap: tokens.spacingVerticalXL,
    maxWidth: '800px',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXXL}`,
    '@media (max-width: 767px)': {
      padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    },
  },
  icon: { fontSize: '48px', lineHeight: 1, color: tokens.colorStatusSuccessForeground1 },
  next: { display: 'grid', rowGap: tokens.spacingVerticalS },
  list: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
  },
  links: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** The connector is there and its first import queued. */
export function FinishStep({ draft }: { readonly draft: DraftView }) {
  const t = useTranslations('wizard.finish');
  const { edits } = draft;
  const styles = useStyles();
  const kind = getConnectorKind(draft.kind);
  return (
    <main id="content" tabIndex={-1} className={styles.content}>
      <CheckmarkCircleFilled aria-hidden className={styles.icon} />
      <StepHeading
        title={t(edits === null ? 'title' : 'titleEdit', {
          name: draft.login?.name ?? kind.pageLabel,
        })}
        intro={edits === null ? t('text') : t('textEdit')}
      />
      {edits === null && (
        <section className={styles.next}>
          <Subtitle2 as="h2">{t('next')}</Subtitle2>
          <ol className={styles.list}>
            <li>
              <Body1>{t('fetch')}</Body1>
            </li>
            <li>
              <Body1>{t('deliver', { folder: kind.folderName })}</Body1>
            </li>
            <li>
              <Body1>{t('watch')}</Body1>
            </li>
          </ol>
        </section>
      )}
      <div className={styles.links}>
        <ButtonLink
          appearance="primary"
          href={`/data-connectors/connectors${edits === null ? '' : `?connector=${edits.id}`}`}
        >
          {t('connectors')}
        </ButtonLink>
        <ButtonLink href="/data-connectors">{t('overview')}</ButtonLink>
      </div>
    </main>
  );
}
