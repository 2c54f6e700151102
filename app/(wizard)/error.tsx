'use client';

import { ErrorState } from '#components/ui/error-state.tsx';

type ErrorPageProps = {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
};

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <main id="content" tabIndex={-1}>
      <ErrorState level="h1" number={error.digest} onRetry={reset} />
    </main>
  );
}
