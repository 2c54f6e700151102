/** One file a namespace in `lib/messages/<locale>/`. */
export const namespaces = [
  'common',
  'auth',
  'catalog',
  'overview',
  'wizard',
  'connectors',
  'runs',
  'home',
  'problems',
] as const;
