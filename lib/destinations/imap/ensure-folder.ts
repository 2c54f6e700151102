import { quotedFolderPath } from '#lib/destinations/imap/command-arguments.ts';
import { imapError } from '#lib/destinations/imap/errors.ts';
import { folderPath } from '#lib/destinations/imap/folder-path.ts';
import type { Session } from '#lib/destinations/imap/session.ts';
import { PortError } from '#lib/domain/errors.ts';

/** Creates the folder when it is absent. @returns its path. @throws {PortError} */
export async function ensureFolder(session: Session, name: string): Promise<string> {
  const path = folderPath(name, session.namespace);
  if (path === undefined) throw imapError('folder-refused');
  const quoted = quotedFolderPath(path);
  if (await exists(session, quoted)) return path;
  try {
    await session.run({ about: 'folder', parts: [`CREATE ${quoted}`] });
  } catch (error) {
    // Somebody else may have created it between the question and the command.
    if (!isRefusal(error) || !(await exists(session, quoted))) throw error;
  }
  // Mail programs show only folders that are subscribed; filing does not depend on it.
  await session.run({ about: 'folder', parts: [`SUBSCRIBE ${quoted}`] }).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
  });
  return path;
}

async function exists(session: Session, quoted: string): Promise<boolean> {
  try {
    await session.run({ about: 'folder', parts: [`STATUS ${quoted} (UIDVALIDITY)`] });
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return false;
  }
}

/** Of the folder, as opposed to a connection or a server that is out of order. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof PortError)) return false;
  return error.disposition !== 'retry' || error.code === 'folder-missing';
}
