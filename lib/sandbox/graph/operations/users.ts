import { getPerson, type GraphContext } from '#lib/sandbox/graph/graph-context.ts';
import type { GraphRequest, GraphResponse } from '#lib/sandbox/graph/graph-request.ts';
import {
  allowQueryOptions,
  collectionBody,
  parsePage,
  selectFields,
} from '#lib/sandbox/graph/odata/odata-query.ts';
import type { Person } from '#lib/sandbox/organisation/organisation.ts';

/** Fields that come only when `$select` names them. */
const ON_REQUEST = ['accountEnabled', 'proxyAddresses', 'userType'];

/** `GET /users`: everybody, page by page. @throws {GraphError} */
export function listUsers(context: GraphContext, request: GraphRequest): GraphResponse {
  allowQueryOptions(request, ['$select', '$top', '$skip']);
  const page = parsePage(request, { default: 100, maximum: 999 });
  const { people, otherAccounts = [] } = context.organisation;
  const found = [...people, ...otherAccounts].slice(page.skip, page.skip + page.top + 1);
  const users = found.map((person) => userEntity(request, person));
  return {
    status: 200,
    body: collectionBody(request, `${context.graphUrl}/v1.0/users`, page, users),
  };
}

/** `GET /users/{id}`. @throws {GraphError} */
export function getUser(context: GraphContext, request: GraphRequest, user: string): GraphResponse {
  allowQueryOptions(request, ['$select']);
  return { status: 200, body: userEntity(request, getPerson(context, user)) };
}

function userEntity(request: GraphRequest, person: Person): Readonly<Record<string, unknown>> {
  const mail = person.mail ?? (person.hasMailbox ? person.address : null);
  const entity = {
    id: person.id,
    displayName: person.displayName,
    givenName: person.givenName,
    surname: person.surname,
    jobTitle: person.jobTitle || null,
    mail,
    mobilePhone: person.mobileNumber === '' ? null : `+${person.mobileNumber}`,
    userPrincipalName: person.address,
    accountEnabled: person.isAccountEnabled,
    userType: person.userType,
    proxyAddresses: person.hasMailbox
      ? [`SMTP:${mail ?? ''}`, ...person.aliases.map((alias) => `smtp:${alias}`)]
      : [],
  };
  if (request.query.has('$select')) return selectFields(request, entity);
  return Object.fromEntries(Object.entries(entity).filter(([name]) => !ON_REQUEST.includes(name)));
}
