/** One file a namespace in `lib/messages/<locale>/`. */
export const namespaces = [
  'common',
  'auth',
  'catalog',
  'overview',
  'wizard',
  'connectors',
  'runs',
  'held',
  'audit',
  'alerts',
  'home',
  'coverage',
  'tokens',
  'problems',
] as const;
