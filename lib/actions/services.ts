import 'server-only';
import { env } from '#lib/config/env.ts';
import { database, requireDatabaseUrl } from '#lib/db/client.ts';
import { createQueue, openSender } from '#lib/jobs/queue.ts';
import { logger } from '#lib/logging/logger.ts';
import type { Services } from '#lib/operations/services.ts';

const shared: { services?: Promise<Services> } = {};

/** What the web process hands to every operation; opened once, and again if that failed. */
export async function services(): Promise<Services> {
  shared.services ??= openServices();
  try {
    return await shared.services;
  } catch (error) {
    delete shared.services;
    throw error;
  }
}

async function openServices(): Promise<Services> {
  const boss = await openSender(requireDatabaseUrl());
  boss.on('error', (error) => {
    logger.error({ err: error }, 'the queue has an error');
  });
  return {
    db: database(),
    queue: createQueue(boss),
    masterKey: env().masterKey,
    auditKey: env().audit.key,
    now: () => new Date(),
    permissions: env().permissions,
  };
}
