'use client';

import { lazy, Suspense, type ComponentProps } from 'react';
import { LoadingState } from '#components/ui/loading-state.tsx';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';

const DrawnLines = lazy(() => import('#components/ui/charts/drawn-lines.tsx'));
const DrawnBars = lazy(() => import('#components/ui/charts/drawn-bars.tsx'));

/**
 * The charts of Fluent UI measure their place, so they are drawn in the browser alone; and they are
 * large, so a page is complete before they are fetched.
 */
export function Lines(props: ComponentProps<typeof DrawnLines>) {
  const isHydrated = useIsHydrated();
  if (!isHydrated) return <LoadingState />;
  return (
    <Suspense fallback={<LoadingState />}>
      <DrawnLines {...props} />
    </Suspense>
  );
}

/** As {@link Lines}. */
export function Bars(props: ComponentProps<typeof DrawnBars>) {
  const isHydrated = useIsHydrated();
  if (!isHydrated) return <LoadingState />;
  return (
    <Suspense fallback={<LoadingState />}>
      <DrawnBars {...props} />
    </Suspense>
  );
}
