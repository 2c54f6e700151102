import 'server-only';
import { appOnlyTokens } from '#lib/auth/consent-application.ts';
import { env } from '#lib/config/env.ts';
import { openDirectory } from '#lib/directory/adapters.ts';
import { PortError } from '#lib/domain/errors.ts';
import { createGraphClient } from '#lib/microsoft-graph/graph-client.ts';
import { tryMailbox } from '#lib/microsoft-graph/try-mailbox.ts';
import type { ConsentProbe } from '#lib/operations/consent/verify-consent.ts';

/** The page asks again anyway. */
const PATIENCE_MS = 15_000;

/** Asks Microsoft what the application may do now. */
export function consentProbe(): ConsentProbe {
  const { microsoft, directory } = env();
  const { getToken, getRoles } = appOnlyTokens();
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const graph = { graphUrl: microsoft.graphUrl, getToken, signal };
  return {
    readRoles: (resource) => getRoles(resource, { forceRefresh: true }),
    listMailboxes: async function* () {
      try {
        yield* openDirectory(directory, graph).listMailboxes();
      } catch (error) {
        throw patiently(error, signal);
      }
    },
    readMailbox: async (address) => {
      try {
        await tryMailbox(createGraphClient(graph), address);
      } catch (error) {
        throw patiently(error, signal);
      }
    },
  };
}

function patiently(error: unknown, signal: AbortSignal): unknown {
  if (!signal.aborted || error instanceof PortError) return error;
  return new PortError('graph-unavailable', 'retry', { cause: error });
}
