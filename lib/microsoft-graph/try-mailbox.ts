import type { GraphClient } from '#lib/microsoft-graph/graph-client.ts';

/**
 * Asks a mailbox for the id of its first folder: harmless, and refused without permission.
 * @throws {PortError} as the mailbox refuses
 */
export async function tryMailbox(client: GraphClient, mailbox: string): Promise<void> {
  const url = `/users/${encodeURIComponent(mailbox)}/mailFolders?$top=1&$select=id`;
  await client.send({ method: 'GET', url, mailbox, isWrite: false });
}
