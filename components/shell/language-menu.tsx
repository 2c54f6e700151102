'use client';

import { LocalLanguageRegular } from '@fluentui/react-icons';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { ChoiceMenu } from '#components/shell/choice-menu.tsx';
import { LANGUAGE_COOKIE, locales } from '#lib/messages/locales.ts';

/** The page is asked for again in the language chosen and stays as it is; what was typed is not lost. */
export function LanguageMenu({ className }: { readonly className?: string }) {
  const t = useTranslations('common.language');
  const locale = useLocale();
  const router = useRouter();
  return (
    <ChoiceMenu
      label={t('label')}
      icon={<LocalLanguageRegular />}
      className={className}
      cookie={LANGUAGE_COOKIE}
      value={locale}
      options={Object.entries(locales).map(([tag, name]) => ({
        value: tag,
        label: name,
        lang: tag,
      }))}
      onChoose={() => {
        router.refresh();
      }}
    />
  );
}
