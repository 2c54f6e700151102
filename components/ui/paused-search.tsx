'use client';

import { SearchBox } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';

/** So long after the last letter the list is asked for. */
const PAUSE_MS = 300;

type PausedSearchProps = {
  readonly initial: string;
  /** Where no `Field` says what is searched. */
  readonly label?: string;
  readonly onSearch: (text: string) => void;
  readonly className?: string;
};

/** A search box that asks once one pauses typing. */
export function PausedSearch({ label, initial, onSearch, className }: PausedSearchProps) {
  const [text, setText] = useState(initial);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );

  return (
    <SearchBox
      className={className}
      {...(label !== undefined && { placeholder: label, 'aria-label': label })}
      value={text}
      onChange={(_event, { value }) => {
        setText(value);
        clearTimeout(timer.current);
        timer.current = setTimeout(onSearch, PAUSE_MS, value.trim());
      }}
    />
  );
}
