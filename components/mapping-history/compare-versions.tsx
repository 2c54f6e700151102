'use client';

import { Field, makeStyles, Select, Subtitle2, tokens } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MappingComparison } from '#components/wizard/mapping/mapping-comparison.tsx';
import type { MappingVersionView } from '#lib/domain/mapping-file/mapping-version-view.ts';

const useStyles = makeStyles({
  section: { display: 'grid', rowGap: tokens.spacingVerticalM, minWidth: 0, maxWidth: '960px' },
  choices: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL },
  choice: { minWidth: '200px' },
});

type CompareVersionsProps = {
  /** The newest first; two or more. */
  readonly versions: readonly MappingVersionView[];
};

/** Any two versions beside each other. */
export function CompareVersions({ versions }: CompareVersionsProps) {
  const t = useTranslations('connectors.mappingHistory');
  const styles = useStyles();
  const [from, setFrom] = useState<number>();
  const [to, setTo] = useState<number>();
  const [newest, before] = versions;
  const earlier = versions.find(({ number }) => number === from) ?? before;
  const later = versions.find(({ number }) => number === to) ?? newest;

  return (
    <section className={styles.section}>
      <Subtitle2 as="h2">{t('compareTitle')}</Subtitle2>
      <div className={styles.choices}>
        {(
          [
            ['compareFrom', earlier, setFrom],
            ['compareTo', later, setTo],
          ] as const
        ).map(([label, chosen, choose]) => (
          <Field key={label} label={t(label)} className={styles.choice}>
            <Select
              value={chosen?.number ?? ''}
              onChange={(_event, { value }) => {
                choose(Number(value));
              }}
            >
              {versions.map((version) => (
                <option key={version.id} value={version.number}>
                  {t('version', { number: version.number })}
                </option>
              ))}
            </Select>
          </Field>
        ))}
      </div>
      {earlier !== undefined && later !== undefined && (
        <MappingComparison from={earlier.id} to={later.id} />
      )}
    </section>
  );
}
