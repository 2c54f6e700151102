'use client';

import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(200px, 100%), 1fr))',
    alignItems: 'end',
    gap: tokens.spacingHorizontalM,
    maxWidth: '1280px',
  },
  clear: { justifySelf: 'start' },
});

/** Styles of a text field in a filter form: as wide as its place in the grid. */
export const useFilterFieldStyles = makeStyles({
  field: { minWidth: 0, width: '100%', maxWidth: 'none' },
});

type FilterFormProps = {
  readonly label: string;
  readonly children: ReactNode;
  /** Enter in a field. */
  readonly onSubmit: () => void;
  /** The button that takes all filters away; undefined while there are none. */
  readonly clear: { readonly label: string; readonly onClear: () => void } | undefined;
};

/** What narrows a list down, above it. */
export function FilterForm({ label, children, onSubmit, clear }: FilterFormProps) {
  const styles = useStyles();
  return (
    <form
      role="search"
      aria-label={label}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      {/* Lets Enter in a field send the form. */}
      <button type="submit" hidden />
      {clear !== undefined && (
        <Button className={styles.clear} onClick={clear.onClear}>
          {clear.label}
        </Button>
      )}
    </form>
  );
}
