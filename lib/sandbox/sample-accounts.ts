import { listConnectorKinds } from '#lib/connectors/catalog.ts';
import type { Organisation } from '#lib/sandbox/organisation/organisation.ts';
import type { PackageItem } from '#lib/sandbox/packages/build-package.ts';
import { archiveItems } from '#lib/sandbox/sample-week/archive-items.ts';
import type { SampleArchive } from '#lib/sandbox/sample-week/sample-archive.ts';
import type { SftpAccount } from '#lib/sandbox/sftp/sftp-server.ts';
import { telemessageAccount } from '#lib/sandbox/telemessage-account.ts';

export type SampleAccount = SftpAccount & {
  readonly product: string;
  readonly itemsOf: (day: string, organisation: Organisation) => readonly PackageItem[];
};

/** One for each kind of the catalog. The first is the busy one, which the README's story uses. */
export const sampleArchives: readonly SampleArchive[] = listConnectorKinds().map((kind, index) => ({
  ...kind,
  isBusy: index === 0,
}));

/** @throws {Error} when the catalog has no such kind */
export function getSampleArchive(kind: string): SampleArchive {
  const found = sampleArchives.find(({ id }) => id === kind);
  if (found === undefined) throw new Error(`there is no connector kind ${kind}`);
  return found;
}

/** The sample organisation's accounts at the stand-in for TeleMessage, one for each archiver. */
export const sampleAccounts: readonly SampleAccount[] = sampleArchives.map((archive) => ({
  username: archive.isBusy ? telemessageAccount.username : `fjord-${archive.id}`,
  password: telemessageAccount.password,
  product: archive.listLabel,
  itemsOf: (day, organisation) => archiveItems(archive, day, organisation),
}));
