import type { Organisation } from '#lib/sandbox/organisation/organisation.ts';

/**
 * A mapping file with a row for everybody who has a mailbox and whom TeleMessage does not know by an
 * address of it: what the wizard's custom mapping is for.
 */
export function sampleMappingFile({ people }: Organisation): string {
  const rows = people
    .filter(
      ({ hasMailbox, address, aliases, teleMessageEmail }) =>
        hasMailbox &&
        !(teleMessageEmail !== null && [address, ...aliases].includes(teleMessageEmail)),
    )
    .map(({ mobileNumber, address }) => `${mobileNumber},${address}`);
  return ['External User ID,Microsoft 365 User Mailbox', ...rows, ''].join('\r\n');
}
