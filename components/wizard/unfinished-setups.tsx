'use client';

import {
  Body1,
  Button,
  Caption1,
  makeStyles,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { ButtonLink } from '#components/ui/button-link.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import { stepHref } from '#components/wizard/frame/use-step-links.ts';
import { deleteDraftAction } from '#lib/actions/drafts.ts';
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
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
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
  const t = useTranslations('wizard.unfinished');
  const steps = useTranslations('wizard.steps');
  const styles = useStyles();
  const kindName = getConnectorKind(draft.kind).pageLabel;
  const name =
    draft.edits === null
      ? (draft.login?.name ?? t('untitled', { name: kindName }))
      : t('edit', { name: draft.edits.name });
  return (
    <>
      <Body1 className={styles.words}>
        <Text weight="semibold">{name}</Text>
        <Caption1 className={styles.where}>
          {t.rich('where', {
            step: steps(draft.currentStep),
            when: () => <LocalTime value={draft.updatedAt} />,
          })}{' '}
          {t.rich('until', { when: () => <LocalTime value={draft.expiresAt} /> })}
        </Caption1>
      </Body1>
      <div className={styles.buttons}>
        <ButtonLink href={stepHref(draft, draft.currentStep)} label={t('continueName', { name })}>
          {t('continue')}
        </ButtonLink>
        <DeleteSetup draft={draft} name={name} />
      </div>
    </>
  );
}

function DeleteSetup({ draft, name }: { readonly draft: DraftView; readonly name: string }) {
  const t = useTranslations('wizard.unfinished');
  const router = useRouter();
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isBusy, startTransition] = useTransition();

  const remove = () => {
    startTransition(async () => {
      const result = await deleteDraftAction({ draftId: draft.id });
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      setIsAsking(false);
      router.refresh();
    });
  };
  return (
    <>
      <Button
        icon={<DeleteRegular />}
        aria-label={t('deleteName', { name })}
        onClick={() => {
          setIsAsking(true);
        }}
      >
        {t('delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        isBusy={isBusy}
        title={t('deleteTitle', { name })}
        confirmLabel={t('deleteConfirm')}
        onConfirm={remove}
        onCancel={() => {
          setIsAsking(false);
        }}
      >
        {draft.edits === null ? t('deleteText') : t('deleteTextEdit')} {problem}
      </ConfirmDialog>
    </>
  );
}
