'use client';

import { Caption1, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { CoverageDirectoryNotice } from '#components/coverage/coverage-directory-notice.tsx';
import { CoverageDownloads } from '#components/coverage/coverage-downloads.tsx';
import { CoverageFacts, type CoverageFact } from '#components/coverage/coverage-facts.tsx';
import { RefusedPackages } from '#components/coverage/refused-packages.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LocalTime } from '#components/ui/local-time.tsx';
import type { CoveragePreview, CoverageSubject } from '#lib/domain/coverage/coverage-preview.ts';
import type { CoverageResult as Result } from '#lib/domain/coverage/coverage-result.ts';

const useStyles = makeStyles({
  result: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalXL,
  },
  head: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  about: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  sections: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(320px, 100%), 1fr))',
    gap: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL}`,
    alignItems: 'start',
  },
});

type CoverageResultProps = {
  readonly subject: CoverageSubject;
  readonly preview: CoveragePreview;
};

/** What the next import would do, in counts, with its lists to download. */
export function CoverageResult({ subject, preview }: CoverageResultProps) {
  const t = useTranslations('coverage');
  const styles = useStyles();
  const { result } = preview;
  if (result === null) return null;
  const { participants, packages, directory } = result;
  const matched = participants.seen - participants.unmatched;
  const headline = directory.state === 'read' ? 'headline' : 'headlineWithout';
  const isEmpty = packages.found === 0;

  return (
    <div className={styles.result}>
      <div className={styles.head}>
        {!isEmpty && (
          <Subtitle1 as="h2">{t(headline, { matched, seen: participants.seen })}</Subtitle1>
        )}
        <Caption1 className={styles.about}>
          <MadeWith preview={preview} />
        </Caption1>
        {directory.state === 'read' && (
          <Caption1 className={styles.about}>
            {t.rich('directory.read', {
              count: directory.mailboxes,
              when: () => <LocalTime value={directory.readAt} />,
            })}
          </Caption1>
        )}
      </div>
      <CoverageDirectoryNotice directory={directory} />
      {isEmpty && <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>}
      <div className={styles.sections}>
        {!isEmpty && <PeopleFacts result={result} />}
        {!isEmpty && <MessageFacts result={result} />}
        <PackageFacts result={result} />
        <MappingFacts result={result} />
      </div>
      <RefusedPackages refusals={packages.refusals} count={packages.refused} />
      <CoverageDownloads subject={subject} previewId={preview.id} result={result} />
    </div>
  );
}

function MadeWith({ preview }: { readonly preview: CoveragePreview }) {
  const t = useTranslations('coverage');
  const { mappingFile, automaticMapping, requestedBy, requestedAt, finishedAt } = preview;
  return t.rich('made', {
    name: requestedBy,
    when: () => <LocalTime value={finishedAt ?? requestedAt} />,
    file: mappingFile === null ? 'none' : 'file',
    fileName: mappingFile?.fileName ?? '',
    uploaded: () => (mappingFile === null ? null : <LocalTime value={mappingFile.uploadedAt} />),
    automatic: String(automaticMapping),
  });
}

type ResultProps = { readonly result: Result };

function PeopleFacts({ result: { participants: people, directory } }: ResultProps) {
  const t = useTranslations('coverage.people');
  const isKnown = directory.state === 'read';
  const facts: CoverageFact[] = [
    { term: t('seen'), value: people.seen },
    { term: isKnown ? t('byFile') : t('byFileWithout'), value: people.byFile },
    { term: isKnown ? t('byEmail') : t('byEmailWithout'), value: people.byEmail },
    { term: t('unmatched'), value: people.unmatched, isWarning: true },
    { term: t('unmatchedSometimes'), value: people.unmatchedSometimes, isPart: true },
    { term: t('ambiguous'), value: people.ambiguous, isPart: true },
  ];
  return <CoverageFacts title={t('title')} facts={facts} />;
}

function MessageFacts({ result: { items, deliveries, directory } }: ResultProps) {
  const t = useTranslations('coverage.messages');
  const isKnown = directory.state === 'read';
  const facts: CoverageFact[] = [
    { term: t('read'), value: items.read },
    { term: isKnown ? t('delivered') : t('deliveredWithout'), value: items.delivered },
    { term: t('deliveries'), value: deliveries.delivered, isPart: true },
    { term: t('mailboxes'), value: deliveries.mailboxes, isPart: true },
    { term: t('skipped'), value: items.skipped },
    {
      term: isKnown ? t('unmapped') : t('unmappedWithout'),
      value: items.held.unmapped,
      isWarning: true,
    },
    { term: t('too-large'), value: items.held['too-large'], isWarning: true },
    { term: t('unreadable'), value: items.held.unreadable, isWarning: true },
  ];
  return <CoverageFacts title={t('title')} facts={facts} />;
}

function PackageFacts({ result: { packages } }: ResultProps) {
  const t = useTranslations('coverage.packages');
  const facts: CoverageFact[] = [
    { term: t('read'), value: packages.read },
    { term: t('duplicate'), value: packages.duplicate },
    { term: t('refused'), value: packages.refused, isWarning: true },
    { term: t('growing'), value: packages.growing },
    { term: t('incomplete'), value: packages.incompleteDays.length, isWarning: true },
  ];
  return <CoverageFacts title={t('title')} facts={facts} />;
}

function MappingFacts({ result: { mapping, directory } }: ResultProps) {
  const t = useTranslations('coverage.mapping');
  if (mapping === null) return null;
  const { rows, rowsWithoutMailbox, missingMailboxes } = mapping;
  const missing: CoverageFact[] =
    directory.state === 'read'
      ? [
          { term: t('rowsWithoutMailbox'), value: rowsWithoutMailbox, isWarning: true },
          { term: t('missingMailboxes'), value: missingMailboxes, isPart: true },
        ]
      : [];
  return (
    <CoverageFacts title={t('title')} facts={[{ term: t('rows'), value: rows }, ...missing]} />
  );
}
