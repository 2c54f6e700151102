import { expect, it } from 'vitest';
import { toStagingError } from '#lib/staging/local/errors.ts';

it.each([
  ['ENOSPC', 'staging-full', 'retry'],
  ['EDQUOT', 'staging-full', 'retry'],
  ['EMFILE', 'staging-busy', 'retry'],
  ['ENOENT', 'staged-object-missing', 'fix-settings'],
  ['EACCES', 'staging-not-accessible', 'fix-settings'],
  ['EROFS', 'staging-not-accessible', 'fix-settings'],
  ['EIO', 'staging-failed', 'retry'],
])('translates %s into %s', (systemCode, code, disposition) => {
  const cause = Object.assign(new Error('failed'), { code: systemCode });
  expect(toStagingError(cause)).toMatchObject({ name: 'PortError', code, disposition, cause });
});
