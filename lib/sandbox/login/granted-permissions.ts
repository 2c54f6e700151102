import { z } from 'zod';
import { readJsonFile } from '#lib/sandbox/files/read-json-file.ts';
import { writeFileAtomically } from '#lib/sandbox/files/write-file-atomically.ts';

const grantSchema = z.object({
  permissions: z.array(z.string()),
  /** Address of who consented; null when nobody has. */
  grantedBy: z.string().nullable(),
  grantedAt: z.iso.datetime().nullable(),
});
type Grant = z.infer<typeof grantSchema>;

const NOTHING: Grant = { permissions: [], grantedBy: null, grantedAt: null };

/** The application permissions that an administrator has granted to Custody in this tenant. */
export type GrantedPermissions = {
  current(): Readonly<Grant>;
  grant(permissions: readonly string[], grantedBy: string): Promise<void>;
  revoke(): Promise<void>;
};

export async function openGrantedPermissions(file: string): Promise<GrantedPermissions> {
  let current = (await readJsonFile(file, grantSchema)) ?? NOTHING;

  async function save(grant: Grant): Promise<void> {
    await writeFileAtomically(file, JSON.stringify(grant));
    current = grant;
  }

  return {
    current: () => current,
    grant: async (permissions, grantedBy) => {
      const all = new Set([...current.permissions, ...permissions]);
      await save({ permissions: [...all], grantedBy, grantedAt: new Date().toISOString() });
    },
    revoke: () => save(NOTHING),
  };
}
