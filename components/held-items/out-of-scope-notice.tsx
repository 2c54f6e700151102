'use client';

import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useTranslations } from 'next-intl';
import { TextLink } from '#components/ui/text-link.tsx';
import type { HeldItemList } from '#lib/domain/held-items/held-item-view.ts';

const REASON = 'mailbox-out-of-scope';

type OutOfScopeNoticeProps = {
  readonly reasons: HeldItemList['reasons'];
  /** The list of what is held for this reason; null where it is what is shown. */
  readonly address: string | null;
};

/** What somebody has to do, outside Custody, before replaying helps. */
export function OutOfScopeNotice({ reasons, address }: OutOfScopeNoticeProps) {
  const t = useTranslations('held.outOfScope');
  const count = reasons.find(({ reason }) => reason === REASON)?.count ?? 0;
  if (count === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {t('text', { count })} {address !== null && <TextLink href={address}>{t('show')}</TextLink>}
      </MessageBarBody>
    </MessageBar>
  );
}
