/** The app roles of the ID token's `roles` claim, from the most to the least a person may do. */
export const ROLES = ['ConnectorAdmin', 'Reviewer', 'Reader'] as const;
export type Role = (typeof ROLES)[number];

/** Who may do what. Everything a page, a query or an action asks for is in this table. */
export const permissions = {
  'connectors.read': ['ConnectorAdmin', 'Reviewer', 'Reader'],
  'connectors.write': ['ConnectorAdmin'],
  'mapping.read': ['ConnectorAdmin', 'Reviewer'],
  'runs.read': ['ConnectorAdmin', 'Reviewer', 'Reader'],
  'logs.download': ['ConnectorAdmin', 'Reviewer'],
  'audit-log.read': ['ConnectorAdmin', 'Reviewer'],
  'alerts.read': ['ConnectorAdmin', 'Reviewer', 'Reader'],
  'alerts.manage': ['ConnectorAdmin', 'Reviewer'],
  'alerts.configure': ['ConnectorAdmin'],
  'api-tokens.manage': ['ConnectorAdmin'],
  'held-items.read': ['ConnectorAdmin', 'Reviewer', 'Reader'],
  'held-items.manage': ['ConnectorAdmin', 'Reviewer'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof permissions;

export function isRole(name: string): name is Role {
  return ROLES.some((role) => role === name);
}

export function hasPermission(roles: readonly Role[], permission: Permission): boolean {
  return permissions[permission].some((role) => roles.includes(role));
}
