/** Aborts when this process is asked to end. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      controller.abort(new Error(`ended by ${name}`));
    });
  }
  return controller.signal;
}
