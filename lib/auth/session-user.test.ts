import { describe, expect, it } from 'vitest';
import { parseIdToken } from '#lib/auth/session-user.ts';

const tenantId = '5a4d8b0c-0000-4000-8000-00000000c0de';
const claims = {
  oid: 'a1',
  tid: tenantId,
  name: 'Grace Lind',
  preferred_username: 'Grace.Lind@fjord.example',
  roles: ['ConnectorAdmin'],
  wids: ['62e90394-69f5-4237-9190-012177145e10'],
};

describe('parseIdToken', () => {
  it('reads a person, the address in lower case', () => {
    expect(parseIdToken(claims, tenantId)).toEqual({
      id: 'a1',
      tenantId,
      name: 'Grace Lind',
      email: 'grace.lind@fjord.example',
      roles: ['ConnectorAdmin'],
      globalAdministrator: 'yes',
    });
  });

  it('refuses a token of another tenant', () => {
    expect(parseIdToken({ ...claims, tid: 'someone-else' }, tenantId)).toBeUndefined();
  });

  it('refuses a token that names no person', () => {
    expect(parseIdToken({ ...claims, oid: undefined }, tenantId)).toBeUndefined();
  });

  it('ignores roles it does not know', () => {
    const user = parseIdToken({ ...claims, roles: ['Reader', 'Sorcerer'] }, tenantId);
    expect(user?.roles).toEqual(['Reader']);
  });

  it('takes a token without roles for a person without a role', () => {
    expect(parseIdToken({ ...claims, roles: undefined }, tenantId)?.roles).toEqual([]);
  });

  it('does not take silence about directory roles for an answer', () => {
    expect(parseIdToken({ ...claims, wids: undefined }, tenantId)?.globalAdministrator).toBe(
      'unknown',
    );
    expect(parseIdToken({ ...claims, wids: [] }, tenantId)?.globalAdministrator).toBe('no');
  });
});
