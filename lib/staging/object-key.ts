const OBJECT_KEY = /^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/;

/** The key itself, which is then safe as a path. @throws {Error} for anything else: a bug, not data */
export function requireObjectKey(key: string): string {
  if (!OBJECT_KEY.test(key)) throw new Error(`not a staging key: ${key}`);
  return key;
}
