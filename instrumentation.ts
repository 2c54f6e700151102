/** Called by Next once, when the web process starts. */
export async function register(): Promise<void> {
  // eslint-disable-next-line no-restricted-syntax -- Next replaces this word when it builds.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { watchWeb } = await import('#lib/monitoring/watch-web.ts');
  await watchWeb();
}
