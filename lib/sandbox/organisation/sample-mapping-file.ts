import type { Organisation, Person } from '#lib/sandbox/organisation/organisation.ts';

/** Whom TeleMessage does not know by an address of their mailbox: the custom mapping is for them. */
export function peopleToMap({ people }: Organisation): readonly Person[] {
  return people.filter(
    ({ hasMailbox, address, aliases, teleMessageEmail }) =>
      hasMailbox &&
      !(teleMessageEmail !== null && [address, ...aliases].includes(teleMessageEmail)),
  );
}

/** A mapping file with a row for each of them, as the wizard takes it. */
export function sampleMappingFile(organisation: Organisation): string {
  const rows = peopleToMap(organisation).map(
    ({ mobileNumber, address }) => `${mobileNumber},${address}`,
  );
  return ['External User ID,Microsoft 365 User Mailbox', ...rows, ''].join('\r\n');
}
