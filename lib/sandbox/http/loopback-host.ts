const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether a request was addressed to this machine by name. A web page elsewhere can point its own
 * name at 127.0.0.1 (DNS rebinding); its requests carry that name, and are refused by it.
 * @param host the `Host` header, with or without a port
 */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && LOOPBACK_NAMES.has(host.toLowerCase().replace(/:\d+$/, ''));
}
