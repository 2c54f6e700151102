import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The file is either as before or complete, never half. The name it has meanwhile begins with a dot,
 * so that the SFTP server does not show it.
 * @param mode permissions, such as 0o600 for what only this user may read
 */
export async function writeFileAtomically(
  file: string,
  content: Buffer | string,
  mode = 0o644,
): Promise<void> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  await writeFile(temporary, content, { mode });
  await rename(temporary, file);
}
