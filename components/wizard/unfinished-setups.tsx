'use client';

import { Body1, Caption1, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { stepHref } from '#components/wizard/frame/use-step-links.ts';
import { getConnectorKind } from '#lib/connectors/catalog.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';

const useStyles = makeStyles({
  section: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    marginBottom: tokens.spacingVerticalXL,
  },
  list: {
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  draft: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  words: { display: 'grid', minWidth: 0, overflowWrap: 'anywhere' },
  where: { color: tokens.colorNeutralForeground2 },
});

/** One's own wizards left half way; nothing when there are none. */
export function UnfinishedSetups({ drafts }: { readonly drafts: readonly DraftView[] }) {
  const t = useTranslations('wizard');
  const styles = useStyles();
  if (drafts.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t('unfinished.title')}>
      <Subtitle2 as="h2">{t('unfinished.title')}</Subtitle2>
      <ul className={styles.list}>
        {drafts.map((draft) => (
          <li key={draft.id} className={styles.draft}>
            <UnfinishedSetup draft={draft} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function UnfinishedSetup({ draft }: { readonly draft: DraftView }) {
  const t = useTranslations('wizard');
  const styles = useStyles();
  const kindName = getConnectorKind(draft.kind).pageLabel;
  const name = draft.login?.name ?? t('unfinished.untitled', { name: kindName });
  return (
    <>
      <Body1 className={styles.words}>
        <Text weight="semibold">{name}</Text>
        <Caption1 className={styles.where}>
          {t.rich('unfinished.where', {
            step: t(`steps.${draft.currentStep}`),
            when: () => <LocalTime value={draft.updatedAt} />,
          })}
        </Caption1>
      </Body1>
      <ButtonLink
        href={stepHref(draft, draft.currentStep)}
        label={t('unfinished.continueName', { name })}
      >
        {t('unfinished.continue')}
      </ButtonLink>
    </>
  );
}
