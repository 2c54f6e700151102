import path from 'node:path';

/** The directory of package.json. */
export const sourceRoot = path.resolve(import.meta.dirname, '../../..');
