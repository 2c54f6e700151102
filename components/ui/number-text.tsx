'use client';

import { makeStyles } from '@fluentui/react-components';
import { useFormatter } from 'next-intl';

const useStyles = makeStyles({ number: { fontVariantNumeric: 'tabular-nums' } });

type NumberTextProps = { readonly value: number };

/** A count, grouped as the reader's language does, in digits of equal width. */
export function NumberText({ value }: NumberTextProps) {
  const format = useFormatter();
  const styles = useStyles();
  return <span className={styles.number}>{format.number(value)}</span>;
}
