import { isValidPhoneNumber } from 'libphonenumber-js';
import { describe, expect, it } from 'vitest';
import { findPerson } from '#lib/sandbox/organisation/organisation.ts';
import { sampleMappingFile } from '#lib/sandbox/organisation/sample-mapping-file.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';

const { people } = sampleOrganisation;

describe('the sample organisation', () => {
  it('has fifty people with ids, addresses and valid numbers of their own', () => {
    expect(people).toHaveLength(50);
    for (const key of ['id', 'address', 'mobileNumber'] as const) {
      expect(new Set(people.map((person) => person[key])).size).toBe(50);
    }
    for (const { address, mobileNumber } of people) {
      expect(address).toMatch(/^[a-z]+(-[a-z]+)?\.[a-z]+(-[a-z]+)?@fjord\.example$/);
      expect(isValidPhoneNumber(`+${mobileNumber}`)).toBe(true);
    }
  });

  it('has an account for every role', () => {
    const accounts = people
      .filter(({ isSampleAccount }) => isSampleAccount)
      .map(({ address, appRoles, isGlobalAdministrator }) => [
        address.split('@')[0],
        appRoles.join(),
        isGlobalAdministrator,
      ]);
    expect(accounts).toEqual([
      ['grace.lind', 'ConnectorAdmin', true],
      ['oscar.dahl', 'ConnectorAdmin', false],
      ['ruth.moen', 'Reviewer', false],
      ['leo.strand', 'Reader', false],
      ['nina.vik', '', false],
    ]);
  });

  it('finds people by id, address and alias, in any case', () => {
    const ingrid = findPerson(sampleOrganisation, 'Ingrid.Berge@fjord.example');
    expect(ingrid?.address).toBe('ingrid.thorsen@fjord.example');
    expect(findPerson(sampleOrganisation, ingrid?.id ?? '')).toBe(ingrid);
    expect(findPerson(sampleOrganisation, 'nobody@fjord.example')).toBeUndefined();
  });

  it('has a mapping file for exactly those who have a mailbox and need it', () => {
    const [header, ...rows] = sampleMappingFile(sampleOrganisation).trimEnd().split('\r\n');
    expect(header).toBe('External User ID,Microsoft 365 User Mailbox');
    const needed = people.filter(
      ({ hasMailbox, teleMessageEmail, address, aliases }) =>
        hasMailbox && ![address, ...aliases].includes(teleMessageEmail ?? ''),
    );
    expect(rows).toEqual(needed.map(({ mobileNumber, address }) => `${mobileNumber},${address}`));
    expect(rows).toHaveLength(7);
  });
});
