import { createHash } from 'node:crypto';
import type { Person } from '#lib/sandbox/organisation/organisation.ts';

type PersonFields = Pick<Person, 'displayName' | 'address' | 'mobileNumber'> &
  Partial<Omit<Person, 'id'>>;

/**
 * A person with a mailbox and no role, registered at TeleMessage under the same address, unless the
 * fields say otherwise. The object id follows from the address, so that it is the same every time.
 */
export function createPerson(fields: PersonFields): Person {
  const names = fields.displayName.split(' ');
  return {
    id: objectId(fields.address),
    givenName: names[0] ?? '',
    surname: names.slice(1).join(' '),
    jobTitle: '',
    aliases: [],
    hasMailbox: true,
    mail: null,
    isAccountEnabled: true,
    userType: 'Member',
    teleMessageEmail: fields.address,
    appRoles: [],
    isGlobalAdministrator: false,
    isSampleAccount: false,
    ...fields,
  };
}

function objectId(address: string): string {
  const hex = createHash('sha256').update(address).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
