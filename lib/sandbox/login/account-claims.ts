import type { Account } from 'oidc-provider';
import type { Person } from '#lib/sandbox/organisation/organisation.ts';

/** Role template id of Global Administrator, the same in every tenant (FACTS 5.3). */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
/** Role template id that Microsoft puts into `wids` of everybody. */
const USER = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

/** Which claims come with which scope, as in an ID token of Microsoft. */
export const CLAIMS_BY_SCOPE: Readonly<Record<string, readonly string[]>> = {
  openid: ['sub', 'oid', 'tid', 'ver', 'roles', 'wids'],
  profile: ['name', 'preferred_username', 'given_name', 'family_name'],
  email: ['email'],
};

export function accountOf(person: Person, tenantId: string): Account {
  return {
    accountId: person.id,
    claims: () => ({
      sub: person.id,
      oid: person.id,
      tid: tenantId,
      ver: '2.0',
      name: person.displayName,
      preferred_username: person.address,
      given_name: person.givenName,
      family_name: person.surname,
      email: person.address,
      // Microsoft leaves the claim out when somebody has no role in the application.
      ...(person.appRoles.length > 0 ? { roles: [...person.appRoles] } : {}),
      wids: person.isGlobalAdministrator ? [GLOBAL_ADMINISTRATOR, USER] : [USER],
    }),
  };
}
