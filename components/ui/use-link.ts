'use client';

import type { MouseEvent } from 'react';
import { useNavigate, type NavigateOptions } from '#components/ui/navigation-progress.tsx';

/**
 * The props that make a Fluent UI component rendered as `a` (a button, a tab, a breadcrumb) change
 * the page without loading it anew. Ctrl, Shift and the middle button keep their meaning.
 */
export function useLink(href: string, options?: NavigateOptions) {
  const navigate = useNavigate();
  return {
    href,
    onClick: (event: MouseEvent) => {
      const isPlainClick =
        event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
      if (!isPlainClick) return;
      event.preventDefault();
      navigate(href, options);
    },
  };
}
