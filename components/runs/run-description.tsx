'use client';

import { useTranslations } from 'next-intl';
import { RunTriggerText } from '#components/runs/run-trigger.tsx';
import type { RunView } from '#lib/domain/runs/run-view.ts';

/** What an import was asked to do, and by which mapping file. */
export function RunDescription({ run }: { readonly run: RunView }) {
  const t = useTranslations('runs.about');
  const { mappingFile, connector } = run;
  return (
    <>
      <RunTriggerText run={run} />
      {' · '}
      {mappingFile === null ? t('noMappingFile') : t('mappingFile', mappingFile)}
      {' · '}
      {t('folder', { folder: connector.folderName })}
    </>
  );
}
