'use client';

import { SearchBox } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';

/** So long after the last letter the list is asked for. */
const PAUSE_MS = 300;

type ConnectorSearchProps = {
  readonly initial: string;
  readonly onSearch: (name: string) => void;
  readonly className?: string;
};

/** Finds connectors by name while one types. */
export function ConnectorSearch({ initial, onSearch, className }: ConnectorSearchProps) {
  const t = useTranslations('connectors');
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
      placeholder={t('search')}
      aria-label={t('search')}
      value={text}
      onChange={(_event, { value }) => {
        setText(value);
        clearTimeout(timer.current);
        timer.current = setTimeout(onSearch, PAUSE_MS, value.trim());
      }}
    />
  );
}
