import {
  type Entry,
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  type ZipFile,
} from 'yauzl';
import { PortError } from '#lib/domain/errors.ts';
import type { PackageEntry } from '#lib/domain/packages/entry-location.ts';
import { PackageRefusedError, refuseEach } from '#lib/domain/packages/refusal.ts';
import { checkEntries, type DirectoryEntry, MOST_ENTRIES } from '#lib/packages/entry-limits.ts';
import { StagedReader } from '#lib/packages/staged-reader.ts';
import type { StagedObject } from '#lib/staging/port.ts';

const DIRECTORY_ENTRY_SIGNATURE = Buffer.from('PK\u0001\u0002');

/**
 * Lists the files of a staged ZIP. Its bytes come from outside: a ZIP that is damaged, ambiguous or
 * made to harm is refused whole.
 * @throws {PackageRefusedError}
 * @throws {PortError} from the staging
 */
export async function readDirectory(staged: StagedObject): Promise<readonly PackageEntry[]> {
  const found = await listEntries(staged).catch((error: unknown) => {
    if (error instanceof PortError || error instanceof PackageRefusedError) throw error;
    const message = error instanceof Error ? error.message : '';
    throw new PackageRefusedError(refuseEach('package-damaged', [message]), { cause: error });
  });
  const refusals = checkEntries(found, staged.sizeBytes);
  if (refusals.length > 0) throw new PackageRefusedError(refusals);
  return found.map(({ entry }) => entry).filter(({ name }) => !name.endsWith('/'));
}

async function listEntries(staged: StagedObject): Promise<readonly DirectoryEntry[]> {
  const zip = await fromRandomAccessReaderPromise(new StagedReader(staged), staged.sizeBytes, {
    autoClose: false,
    // Names are judged here, all of them, instead of ending at the first bad one.
    decodeStrings: false,
  });
  if (zip.entryCount > MOST_ENTRIES) {
    throw new PackageRefusedError(refuseEach('too-many-entries', [`${zip.entryCount}`]));
  }
  const found: DirectoryEntry[] = [];
  for await (const raw of zip.eachEntry()) found.push({ raw, entry: toPackageEntry(raw) });
  await assertNothingFollows(zip, staged);
  return found;
}

/** A directory that goes on behind the number of entries it claims would hide items. */
async function assertNothingFollows(zip: ZipFile, staged: StagedObject): Promise<void> {
  // Its type says boolean; it is the place where the next entry would start.
  const cursor: unknown = zip.readEntryCursor;
  const next = await staged.read(Number(cursor), DIRECTORY_ENTRY_SIGNATURE.length);
  if (next.equals(DIRECTORY_ENTRY_SIGNATURE)) throw new Error('more entries than it claims');
}

function toPackageEntry(raw: Entry): PackageEntry {
  const isStrict = true;
  return {
    name: getFileNameLowLevel(
      raw.generalPurposeBitFlag,
      raw.fileNameRaw,
      raw.extraFields,
      isStrict,
    ),
    location: {
      headerOffset: raw.relativeOffsetOfLocalHeader,
      compressedBytes: raw.compressedSize,
      uncompressedBytes: raw.uncompressedSize,
      crc32: raw.crc32,
      method: raw.compressionMethod === 0 ? 'stored' : 'deflated',
    },
  };
}
