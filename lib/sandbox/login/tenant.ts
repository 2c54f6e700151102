import { clouds } from '#lib/config/clouds.ts';
import type { Organisation } from '#lib/sandbox/organisation/organisation.ts';

/** The made-up tenant with the one application registered in it. */
export type Tenant = {
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where Custody's portal is: its redirect addresses follow from it. */
  readonly portalUrl: string;
  readonly organisation: Organisation;
};

export const GRAPH_RESOURCE = clouds.worldwide.graphUrl;
export const GRAPH_DEFAULT_SCOPE = `${GRAPH_RESOURCE}/.default`;

/** What the application's registration asks for, in Microsoft's words for it. */
export const REQUIRED_PERMISSIONS = [
  {
    name: 'Mail.ReadWrite',
    title: 'Read and write mail in all mailboxes',
    description:
      'Allows the app to create, read, update and delete mail in all mailboxes without a signed-in user. It does not allow sending mail.',
  },
  {
    name: 'User.Read.All',
    title: "Read all users' full profiles",
    description: 'Allows the app to read the properties of all users without a signed-in user.',
  },
] as const;

/** A registered address, under each name that this machine has for itself. */
export function portalAddresses(tenant: Tenant, path: string): readonly string[] {
  const portal = new URL(tenant.portalUrl);
  const isLoopback = ['127.0.0.1', 'localhost'].includes(portal.hostname);
  const names = isLoopback ? ['127.0.0.1', 'localhost'] : [portal.hostname];
  return names.map((name) => {
    const address = new URL(path, portal);
    address.hostname = name;
    return path === '' ? address.origin : address.href;
  });
}
