'use client';

import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  renderToStyleElements,
  SSRProvider,
} from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useServerInsertedHTML } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { z } from 'zod';
import { KeepKeyboardNavigation } from '#components/ui/keep-keyboard-navigation.tsx';
import { NavigationProgress } from '#components/ui/navigation-progress.tsx';
import { adaptiveTheme } from '#components/ui/theme.ts';

// zod would try whether it may compile schemas with eval, which the Content-Security-Policy reports.
if (typeof window !== 'undefined') z.config({ jitless: true });

type ProvidersProps = {
  readonly children: ReactNode;
  /** Of this request's Content-Security-Policy; Fluent UI's style elements need it. */
  readonly nonce: string | undefined;
};

/** What every page stands on: Fluent UI (rendered on the server too) and TanStack Query. */
export function Providers({ children, nonce }: ProvidersProps) {
  const [renderer] = useState(() =>
    createDOMRenderer(undefined, nonce === undefined ? {} : { styleElementAttributes: { nonce } }),
  );
  const [queryClient] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 1000 } } }),
  );

  // Runs once for each part of a streamed page. The sheets are emptied in between, because a rule
  // that is sent twice ends up after rules that must win over it.
  useServerInsertedHTML(() => {
    const styleElements = renderToStyleElements(renderer);
    for (const key of Object.keys(renderer.stylesheets))
      Reflect.deleteProperty(renderer.stylesheets, key);
    return <>{styleElements}</>;
  });

  return (
    <RendererProvider renderer={renderer}>
      <SSRProvider>
        <FluentProvider theme={adaptiveTheme}>
          <KeepKeyboardNavigation />
          <QueryClientProvider client={queryClient}>
            <NavigationProgress>{children}</NavigationProgress>
          </QueryClientProvider>
        </FluentProvider>
      </SSRProvider>
    </RendererProvider>
  );
}
