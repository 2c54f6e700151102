'use client';

import { Button, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowUploadRegular, ArrowUndoRegular, DeleteRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useMegabytes } from '#components/ui/use-megabytes.ts';
import { LARGEST_MAPPING_FILE_BYTES } from '#lib/domain/mapping-file/parse-mapping-file.ts';
import { useEffect, useRef, useState, type DragEvent } from 'react';

const useStyles = makeStyles({
  zone: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  over: {
    border: `1px dashed ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorBrandBackground2,
  },
  invalid: { border: `1px dashed ${tokens.colorStatusDangerBorder2}` },
  hint: { color: tokens.colorNeutralForeground2 },
});

type FilePickerProps = {
  readonly hasFile: boolean;
  /** Whether the stored file can be taken back. */
  readonly canUndo: boolean;
  readonly isInvalid: boolean;
  /** Another file cannot be chosen now. */
  readonly isBusy: boolean;
  readonly onChoose: (file: File) => void;
  readonly onRemove: () => void;
  readonly onUndo: () => void;
};

/** Takes one file, dropped or chosen. */
export function FilePicker(props: FilePickerProps) {
  const { hasFile, canUndo, isInvalid, isBusy, onChoose, onRemove, onUndo } = props;
  const megabytes = useMegabytes();
  const t = useTranslations('wizard.mapping.custom');
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const [isOver, setIsOver] = useState(false);
  const [hasSeveral, setHasSeveral] = useState(false);

  useEffect(() => {
    if (isInvalid) button?.focus();
  }, [isInvalid, button]);

  const take = (files: FileList | null) => {
    const [file, ...others] = files ?? [];
    setHasSeveral(others.length > 0);
    if (file !== undefined && others.length === 0 && !isBusy) onChoose(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };

  // The button that is pressed goes, and the focus would go with it.
  const stayHere = (act: () => void) => () => {
    act();
    button?.focus();
  };

  return (
    <div
      className={mergeClasses(styles.zone, isInvalid && styles.invalid, isOver && styles.over)}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => {
        setIsOver(false);
      }}
      onDrop={drop}
    >
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
        data-testid="mapping-file"
        onChange={(event) => {
          take(event.target.files);
          // The same file, corrected, can be chosen again.
          event.target.value = '';
        }}
      />
      <Button
        ref={setButton}
        disabledFocusable={isBusy}
        icon={<ArrowUploadRegular />}
        onClick={() => {
          input.current?.click();
        }}
      >
        {hasFile ? t('chooseAnother') : t('choose')}
      </Button>
      <Caption1 className={styles.hint} role={hasSeveral && !isOver ? 'alert' : undefined}>
        {isOver
          ? t('dropNow')
          : hasSeveral
            ? t('oneFile')
            : t('drop', { limit: megabytes(LARGEST_MAPPING_FILE_BYTES) })}
      </Caption1>
      {hasFile && (
        <Button
          appearance="subtle"
          icon={<DeleteRegular />}
          disabledFocusable={isBusy}
          onClick={stayHere(onRemove)}
        >
          {t('remove')}
        </Button>
      )}
      {canUndo && (
        <Button appearance="subtle" icon={<ArrowUndoRegular />} onClick={stayHere(onUndo)}>
          {t('undo')}
        </Button>
      )}
    </div>
  );
}
