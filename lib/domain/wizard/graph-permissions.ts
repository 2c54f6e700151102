/** The application permissions of Microsoft Graph that an import needs; words in `wizard.consent`. */
export const GRAPH_PERMISSIONS = ['Mail.ReadWrite', 'User.Read.All'] as const;
export type GraphPermission = (typeof GRAPH_PERMISSIONS)[number];

/** Those that are not among the roles of an app-only token. */
export function missingPermissions(roles: readonly string[]): readonly GraphPermission[] {
  return GRAPH_PERMISSIONS.filter((permission) => !roles.includes(permission));
}
