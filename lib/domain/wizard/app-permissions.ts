/**
 * The application permissions that a deployment may need, and whose they are: Microsoft Graph's or
 * those of Office 365 Exchange Online. The reason for each is in `wizard.consent.permissions`.
 */
const RESOURCE_OF = {
  'User.Read.All': 'graph',
  'Mail.ReadWrite': 'graph',
  'IMAP.AccessAsApp': 'imap',
} as const;
export type AppPermission = keyof typeof RESOURCE_OF;
export type PermissionResource = (typeof RESOURCE_OF)[AppPermission];

export function resourceOf(permission: AppPermission): PermissionResource {
  return RESOURCE_OF[permission];
}

type Deployment = {
  readonly destination: {
    readonly kind: string;
    readonly settings: Readonly<Record<string, unknown>>;
  };
  readonly directory: { readonly kind: string };
};

/** The least that this deployment can do with, and nothing for what it does not use. */
export function neededPermissions({ destination, directory }: Deployment): AppPermission[] {
  return [
    ...(directory.kind === 'graph' ? (['User.Read.All'] as const) : []),
    ...(destination.kind === 'graph' ? (['Mail.ReadWrite'] as const) : []),
    // An IMAP server that takes a password asks Microsoft for nothing (FACTS 4.6).
    ...(destination.kind === 'imap' && destination.settings['authentication'] === 'xoauth2'
      ? (['IMAP.AccessAsApp'] as const)
      : []),
  ];
}

/** Those of the needed ones that are not among the given. */
export function missingPermissions(
  needed: readonly AppPermission[],
  given: readonly string[],
): readonly AppPermission[] {
  return needed.filter((permission) => !given.includes(permission));
}
