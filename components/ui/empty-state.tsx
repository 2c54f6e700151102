'use client';

import { DocumentSearchRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { PageMessage } from '#components/ui/page-message.tsx';

type EmptyStateProps = {
  readonly title: string;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  /** What to do about it. */
  readonly actions?: ReactNode;
};

/** There is nothing to list (yet): says why, and what to do next. */
export function EmptyState({ title, icon, children, actions }: EmptyStateProps) {
  return (
    <PageMessage icon={icon ?? <DocumentSearchRegular />} title={title} actions={actions}>
      {children}
    </PageMessage>
  );
}
