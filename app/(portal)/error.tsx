'use client';

import { ErrorState } from '#components/ui/error-state.tsx';

type ErrorPageProps = {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
};

/** The digest is Next's number of the error; the server's log has it too. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return <ErrorState level="h1" number={error.digest} onRetry={reset} />;
}
