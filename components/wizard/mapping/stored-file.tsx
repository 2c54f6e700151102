'use client';

import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import { DocumentTableRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { LocalTime } from '#components/ui/local-time.tsx';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';

const useStyles = makeStyles({
  file: { display: 'flex', columnGap: tokens.spacingHorizontalS },
  icon: { fontSize: '20px', flexShrink: 0 },
  words: { overflowWrap: 'anywhere' },
});

type StoredFileProps = { readonly file: NonNullable<DraftView['mappingFile']> };

/** The file that the draft has already. */
export function StoredFile({ file }: StoredFileProps) {
  const t = useTranslations('wizard.mapping.custom');
  const styles = useStyles();
  return (
    <div className={styles.file}>
      <DocumentTableRegular aria-hidden className={styles.icon} />
      <Body1 className={styles.words}>
        {t.rich('stored', {
          fileName: file.fileName,
          count: file.rowCount,
          name: file.author,
          when: () => <LocalTime value={file.createdAt} />,
        })}
      </Body1>
    </div>
  );
}
