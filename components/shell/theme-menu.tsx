'use client';

import { DarkThemeRegular } from '@fluentui/react-icons';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ChoiceMenu } from '#components/shell/choice-menu.tsx';
import {
  colorScheme,
  THEME_CHOICES,
  THEME_COOKIE,
  type ThemeChoice,
} from '#components/ui/theme-choice.ts';

type ThemeMenuProps = { readonly initial: ThemeChoice; readonly className?: string };

/** Light, dark, or as the system. */
export function ThemeMenu({ initial, className }: ThemeMenuProps) {
  const t = useTranslations('common.theme');
  const [choice, setChoice] = useState(initial);
  return (
    <ChoiceMenu
      label={t('label')}
      icon={<DarkThemeRegular />}
      className={className}
      cookie={THEME_COOKIE}
      value={choice}
      options={THEME_CHOICES.map((value) => ({ value, label: t(value) }))}
      onChoose={(chosen) => {
        setChoice(chosen);
        document.documentElement.style.colorScheme = colorScheme(chosen);
      }}
    />
  );
}
