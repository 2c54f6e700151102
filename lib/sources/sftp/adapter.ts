import path from 'node:path';
import { Readable } from 'node:stream';
import type { Client, FileEntryWithStats } from 'ssh2';
import { comparePackageNames, parsePackageName } from '#lib/domain/packages/package-name.ts';
import type { RemotePackage } from '#lib/domain/packages/remote-package.ts';
import type { OpenSource, Source } from '#lib/sources/port.ts';
import { connect, type SftpAccount } from '#lib/sources/sftp/connect.ts';
import { toSftpError } from '#lib/sources/sftp/errors.ts';
import { readFile } from '#lib/sources/sftp/read-file.ts';
import { openRequests, type SftpRequests } from '#lib/sources/sftp/requests.ts';

/** @throws {PortError} */
export async function openSftpSource(account: SftpAccount, options: OpenSource): Promise<Source> {
  const client = await connect(account, options);
  try {
    const requests = await openRequests(client);
    const source = createSource(client, requests, account.settings.directory);
    await checkPackages(source, options);
    return source;
  } catch (error) {
    client.end();
    throw error;
  }
}

/** The last of the steps that the wizard's pop-up shows; nobody else needs the listing here. */
async function checkPackages(source: Source, { onStep }: OpenSource): Promise<void> {
  if (onStep === undefined) return;
  onStep({ id: 'packages', state: 'running' });
  try {
    const packages = await source.listPackages();
    onStep({ id: 'packages', state: 'passed', detail: String(packages.length) });
  } catch (error) {
    const { code } = toSftpError(error, 'directory-missing');
    onStep({ id: 'packages', state: 'failed', code });
    throw error;
  }
}

function createSource(client: Client, requests: SftpRequests, directory: string): Source {
  return {
    async listPackages() {
      try {
        const entries = await requests.list(directory);
        return entries
          .filter(({ filename, attrs }) => attrs.isFile() && parsePackageName(filename) !== null)
          .toSorted((left, right) => comparePackageNames(left.filename, right.filename))
          .map(toRemotePackage);
      } catch (error) {
        throw toSftpError(error, 'directory-missing');
      }
    },

    openPackage(name, startBytes = 0) {
      // A name comes from a listing, but by way of the database: it must not lead elsewhere.
      if (parsePackageName(name) === null) throw new Error(`not a package name: ${name}`);
      const bytes = readFile(requests, path.posix.join(directory, name), startBytes);
      return Promise.resolve(Readable.from(translateErrors(bytes), { objectMode: false }));
    },

    close() {
      client.end();
      return Promise.resolve();
    },
  };
}

async function* translateErrors(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } catch (error) {
    throw toSftpError(error, 'package-missing');
  }
}

function toRemotePackage({ filename, attrs }: FileEntryWithStats): RemotePackage {
  // Servers may leave the time out, which ssh2 shows as undefined in spite of its type.
  const modifiedSeconds: unknown = attrs.mtime;
  return {
    name: filename,
    sizeBytes: attrs.size,
    modifiedAt: typeof modifiedSeconds === 'number' ? new Date(modifiedSeconds * 1_000) : null,
  };
}
