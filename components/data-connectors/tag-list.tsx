'use client';

import { Badge, makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  tags: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
});

type TagListProps = { readonly label: string; readonly tags: readonly string[] };

/** Short facts in a row. */
export function TagList({ label, tags }: TagListProps) {
  const styles = useStyles();
  return (
    <ul className={styles.tags} aria-label={label}>
      {tags.map((tag) => (
        <li key={tag}>
          <Badge appearance="tint" color="informative" size="large">
            {tag}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
