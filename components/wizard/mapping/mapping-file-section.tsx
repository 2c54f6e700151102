'use client';

import {
  Body1,
  Link,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, ErrorCircleFilled } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useWatch, type UseFormReturn } from 'react-hook-form';
import { FilePicker } from '#components/wizard/mapping/file-picker.tsx';
import { MappingResult } from '#components/wizard/mapping/mapping-result.tsx';
import { StoredFile } from '#components/wizard/mapping/stored-file.tsx';
import type { MappingChecking } from '#components/wizard/mapping/use-mapping-check.ts';
import { isFieldProblem } from '#lib/domain/wizard/field-problem.ts';
import type { DraftView } from '#lib/domain/wizard/draft-view.ts';
import type { MappingForm } from '#lib/domain/wizard/step-forms.ts';

const TEMPLATE = '/mapping-template.csv';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalM, minWidth: 0 },
  words: { display: 'grid', rowGap: tokens.spacingVerticalXS, justifyItems: 'start' },
  link: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  error: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    color: tokens.colorStatusDangerForeground1,
  },
});

type MappingFileSectionProps = {
  readonly form: UseFormReturn<MappingForm>;
  readonly draft: DraftView;
  readonly checking: MappingChecking;
  readonly isBusy: boolean;
  /** @param otherwise what stands when no file is chosen */
  readonly onChoose: (file: File | null, otherwise: 'none' | 'stored') => void;
};

/** The custom mapping file: the one that is stored, a new one with what was found in it, or none. */
export function MappingFileSection(props: MappingFileSectionProps) {
  const { form, draft, checking, isBusy, onChoose } = props;
  const t = useTranslations('wizard.mapping');
  const fields = useTranslations('wizard.fields');
  const styles = useStyles();
  const file = useWatch({ control: form.control, name: 'file' });
  const problem = form.formState.errors.file?.message;
  const stored = draft.mappingFile;

  return (
    <section className={styles.section}>
      <div className={styles.words}>
        <Subtitle2 as="h2">{t('custom.title')}</Subtitle2>
        <Body1 as="p">{t('custom.text')}</Body1>
        <Body1 as="p">
          {t('custom.columns', {
            number: 'External User ID',
            mailbox: 'Microsoft 365 User Mailbox',
            from: 'Holds from',
            until: 'Holds until',
          })}
        </Body1>
        <Link href={TEMPLATE} download className={styles.link}>
          <ArrowDownloadRegular aria-hidden />
          {t('custom.template')}
        </Link>
      </div>
      {file === 'stored' && stored !== null && <StoredFile file={stored} />}
      {file === 'none' && stored !== null && draft.removesMappingFile && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('removal.pending', { fileName: stored.fileName })}</MessageBarBody>
        </MessageBar>
      )}
      <FilePicker
        hasFile={file !== 'none'}
        canUndo={file !== 'stored' && stored !== null}
        isInvalid={problem !== undefined}
        isBusy={isBusy}
        onChoose={(next) => {
          onChoose(next, 'none');
        }}
        onRemove={() => {
          onChoose(null, 'none');
        }}
        onUndo={() => {
          onChoose(null, 'stored');
        }}
      />
      <div role="alert">
        {problem !== undefined && isFieldProblem(problem) && (
          <Text size={200} className={styles.error}>
            <ErrorCircleFilled aria-hidden />
            {fields(problem)}
          </Text>
        )}
      </div>
      <MappingResult
        checking={checking}
        onStop={() => {
          onChoose(null, stored === null ? 'none' : 'stored');
        }}
      />
    </section>
  );
}
