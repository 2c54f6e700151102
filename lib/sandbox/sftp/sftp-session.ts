import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import ssh2, { type Attributes, type FileEntry, type SFTPWrapper } from 'ssh2';
import { canonicalPath, type ReadOnlyFiles } from '#lib/sandbox/sftp/read-only-files.ts';

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;
const MAXIMUM_READ_BYTES = 256 * 1024;
const MAXIMUM_OPEN_HANDLES = 128;
const ENTRIES_PER_ANSWER = 100;

type OpenHandle =
  | { readonly kind: 'file'; readonly file: FileHandle }
  | { readonly kind: 'directory'; readonly entries: FileEntry[] };

/** An answer that is only a status. */
class Refusal extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`SFTP status ${status}`);
    this.status = status;
  }
}

/** Answers the requests of one SFTP session; whatever would change something is refused. */
export function serveSftpSession(sftp: SFTPWrapper, files: ReadOnlyFiles): void {
  const handles = new Map<number, OpenHandle>();
  let nextHandle = 0;

  function answer(requestId: number, work: () => Promise<void> | void): void {
    Promise.try(work).catch((error: unknown) => {
      sftp.status(requestId, statusOf(error));
    });
  }

  function addHandle(requestId: number, handle: OpenHandle): void {
    nextHandle += 1;
    handles.set(nextHandle, handle);
    const name = Buffer.alloc(4);
    name.writeUInt32BE(nextHandle);
    sftp.handle(requestId, name);
  }

  function findHandle(name: Buffer): OpenHandle | undefined {
    return name.length === 4 ? handles.get(name.readUInt32BE()) : undefined;
  }

  sftp.on('REALPATH', (requestId, requested) => {
    const attrs = attributesOf(undefined);
    const filename = canonicalPath(requested);
    sftp.name(requestId, [{ filename, longname: filename, attrs }]);
  });

  const sendAttributes = (requestId: number, requested: string) => {
    answer(requestId, async () => {
      sftp.attrs(requestId, attributesOf(await files.stat(requested)));
    });
  };
  sftp.on('STAT', sendAttributes);
  sftp.on('LSTAT', sendAttributes);

  sftp.on('FSTAT', (requestId, name) => {
    answer(requestId, async () => {
      const handle = findHandle(name);
      if (handle?.kind !== 'file') throw new Refusal(STATUS_CODE.FAILURE);
      sftp.attrs(requestId, attributesOf(await handle.file.stat()));
    });
  });

  sftp.on('OPENDIR', (requestId, requested) => {
    answer(requestId, async () => {
      if (handles.size >= MAXIMUM_OPEN_HANDLES) throw new Refusal(STATUS_CODE.FAILURE);
      const listed = await files.list(requested);
      addHandle(requestId, { kind: 'directory', entries: listed.map(fileEntry) });
    });
  });

  sftp.on('READDIR', (requestId, name) => {
    answer(requestId, () => {
      const handle = findHandle(name);
      if (handle?.kind !== 'directory') throw new Refusal(STATUS_CODE.FAILURE);
      const entries = handle.entries.splice(0, ENTRIES_PER_ANSWER);
      if (entries.length === 0) throw new Refusal(STATUS_CODE.EOF);
      sftp.name(requestId, entries);
    });
  });

  sftp.on('OPEN', (requestId, requested, flags) => {
    answer(requestId, async () => {
      if ((flags & ~OPEN_MODE.READ) !== 0) {
        throw new Refusal(STATUS_CODE.PERMISSION_DENIED);
      }
      if (handles.size >= MAXIMUM_OPEN_HANDLES) throw new Refusal(STATUS_CODE.FAILURE);
      addHandle(requestId, { kind: 'file', file: await files.open(requested) });
    });
  });

  sftp.on('READ', (requestId, name, offset, length) => {
    answer(requestId, async () => {
      const handle = findHandle(name);
      if (handle?.kind !== 'file') throw new Refusal(STATUS_CODE.FAILURE);
      const target = Buffer.alloc(Math.min(length, MAXIMUM_READ_BYTES));
      const { bytesRead } = await handle.file.read(target, 0, target.length, offset);
      if (bytesRead === 0) throw new Refusal(STATUS_CODE.EOF);
      sftp.data(requestId, target.subarray(0, bytesRead));
    });
  });

  sftp.on('CLOSE', (requestId, name) => {
    answer(requestId, async () => {
      const handle = findHandle(name);
      if (handle === undefined) throw new Refusal(STATUS_CODE.FAILURE);
      handles.delete(name.readUInt32BE());
      if (handle.kind === 'file') await handle.file.close();
      sftp.status(requestId, STATUS_CODE.OK);
    });
  });

  const refuse = (requestId: number) => {
    sftp.status(requestId, STATUS_CODE.PERMISSION_DENIED);
  };
  sftp.on('WRITE', refuse);
  sftp.on('SETSTAT', refuse);
  sftp.on('FSETSTAT', refuse);
  sftp.on('REMOVE', refuse);
  sftp.on('RMDIR', refuse);
  sftp.on('MKDIR', refuse);
  sftp.on('RENAME', refuse);
  sftp.on('SYMLINK', refuse);
  sftp.on('READLINK', refuse);

  sftp.on('close', () => {
    for (const handle of handles.values()) {
      // Nobody is left to tell, and the handle is gone either way.
      if (handle.kind === 'file') handle.file.close().catch(() => undefined);
    }
    handles.clear();
  });
}

function statusOf(error: unknown): number {
  if (error instanceof Refusal) return error.status;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return STATUS_CODE.NO_SUCH_FILE;
  if (code === 'EACCES' || code === 'EPERM') return STATUS_CODE.PERMISSION_DENIED;
  return STATUS_CODE.FAILURE;
}

function fileEntry({ name, stats }: { name: string; stats: Stats }): FileEntry {
  const kind = stats.isDirectory() ? 'dr-xr-xr-x' : '-r--r--r--';
  const modified = stats.mtime.toISOString().slice(0, 16).replace('T', ' ');
  return {
    filename: name,
    longname: `${kind} 1 archive archive ${stats.size} ${modified} ${name}`,
    attrs: attributesOf(stats),
  };
}

function attributesOf(stats: Stats | undefined): Attributes {
  return {
    mode:
      stats === undefined
        ? 0o040555
        : (stats.mode & 0o170000) | (stats.isDirectory() ? 0o555 : 0o444),
    uid: 0,
    gid: 0,
    size: stats?.size ?? 0,
    atime: Math.floor((stats?.atimeMs ?? 0) / 1000),
    mtime: Math.floor((stats?.mtimeMs ?? 0) / 1000),
  };
}
