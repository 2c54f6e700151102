import { z } from 'zod';
import type { Folder } from '#lib/destinations/port.ts';
import { PortError } from '#lib/domain/errors.ts';
import type { GraphClient } from '#lib/microsoft-graph/graph-client.ts';
import { toNetworkError } from '#lib/microsoft-graph/graph-errors.ts';

const folderSchema = z.object({ id: z.string() });
const foldersSchema = z.object({ value: z.array(folderSchema) });

/** Finds a folder at the top of a mailbox, or creates it. @throws {PortError} */
export async function ensureFolder(
  client: GraphClient,
  mailbox: string,
  name: string,
): Promise<Folder> {
  const id =
    (await findFolder(client, mailbox, name)) ??
    (await createFolder(client, mailbox, name)) ??
    (await findFolder(client, mailbox, name));
  if (id === undefined) throw new PortError('graph-not-found', 'retry');
  return { mailbox, id };
}

async function findFolder(
  client: GraphClient,
  mailbox: string,
  name: string,
): Promise<string | undefined> {
  const filter = encodeURIComponent(`displayName eq '${name.replaceAll("'", "''")}'`);
  const url = `/users/${encodeURIComponent(mailbox)}/mailFolders?$filter=${filter}&$select=id`;
  const { body } = await client.send({ method: 'GET', url, mailbox, isWrite: false });
  return parse(foldersSchema, body).value[0]?.id;
}

/** Undefined when somebody else has created it since we looked: Graph then says that it exists. */
async function createFolder(
  client: GraphClient,
  mailbox: string,
  displayName: string,
): Promise<string | undefined> {
  try {
    const { body } = await client.send({
      method: 'POST',
      url: `/users/${encodeURIComponent(mailbox)}/mailFolders`,
      mailbox,
      // A folder that exists in spite of a lost reply is found by the next try.
      isWrite: false,
      body: JSON.stringify({ displayName }),
    });
    return parse(folderSchema, body).id;
  } catch (error) {
    if (error instanceof PortError && error.code === 'folder-exists') return undefined;
    throw error;
  }
}

function parse<Shape>(schema: z.ZodType<Shape>, body: unknown): Shape {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw toNetworkError(parsed.error, { isWrite: false });
  return parsed.data;
}
