'use client';

import { useTranslations } from 'next-intl';
import { TextLink } from '#components/ui/text-link.tsx';
import { coverageHref } from '#components/wizard/coverage/coverage-href.ts';
import type { CoverageView } from '#lib/domain/coverage/coverage-preview.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';

type ReviewCoverageProps = { readonly draft: DraftView; readonly coverage: CoverageView };

/** What the last preview said, in a line, and the way to it. */
export function ReviewCoverage({ draft, coverage }: ReviewCoverageProps) {
  const t = useTranslations('coverage.review');
  const { last } = coverage;
  return (
    <>
      {wordsOf()} <TextLink href={coverageHref(draft, 'review')}>{t('open')}</TextLink>
    </>
  );

  function wordsOf(): string {
    if (last?.result == null) return t('none');
    const { participants, items, directory } = last.result;
    const { seen, unmatched } = participants;
    const held = items.held.unmapped + items.held['too-large'] + items.held.unreadable;
    const notes = [
      ...(last.staleBecause.length > 0 ? [t('stale')] : []),
      ...(directory.state === 'unavailable' ? [t('withoutDirectory')] : []),
    ];
    return [t('result', { matched: seen - unmatched, seen, held }), ...notes]
      .map((sentence) => `${sentence}.`)
      .join(' ');
  }
}
