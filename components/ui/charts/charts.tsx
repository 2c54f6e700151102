'use client';

import dynamic from 'next/dynamic';
import { LoadingState } from '#components/ui/loading-state.tsx';

/**
 * The charts of Fluent UI measure their place, so they are drawn in the browser alone; and they are
 * large, so a page is complete before they are fetched.
 */
export const Lines = dynamic(() => import('#components/ui/charts/drawn-lines.tsx'), {
  ssr: false,
  loading: () => <LoadingState />,
});

export const Bars = dynamic(() => import('#components/ui/charts/drawn-bars.tsx'), {
  ssr: false,
  loading: () => <LoadingState />,
});
