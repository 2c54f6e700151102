import { z } from 'zod';
import { readJsonFile } from '#lib/sandbox/files/read-json-file.ts';
import { writeFileAtomically } from '#lib/sandbox/files/write-file-atomically.ts';

const grantSchema = z.object({
  permissions: z.array(z.string()),
  /** Address of who consented; null when nobody has. */
  grantedBy: z.string().nullable(),
  grantedAt: z.iso.datetime().nullable(),
  /** From when tokens carry the permissions, and from when Graph acts by them. */
  inTokensFrom: z.iso.datetime().nullable().default(null),
  inForceFrom: z.iso.datetime().nullable().default(null),
  /** Sign-in names of the mailboxes that Exchange Online lets the application into (FACTS 4.7). */
  mailboxScope: z.array(z.string()).default([]),
});
type Grant = z.infer<typeof grantSchema>;

const NOTHING: Grant = {
  permissions: [],
  grantedBy: null,
  grantedAt: null,
  inTokensFrom: null,
  inForceFrom: null,
  mailboxScope: [],
};

/** How long Microsoft takes to act by a grant, in milliseconds: half of it until tokens show it. */
type Propagation = { readonly propagationMs: number };

/** The application permissions that an administrator has granted to Custody in this tenant. */
export type GrantedPermissions = {
  current(): Readonly<Grant>;
  /** What a token that is made now says. */
  inTokens(): readonly string[];
  /** Whether Graph acts by what tokens say. */
  isInForce(): boolean;
  grant(permissions: readonly string[], grantedBy: string, by?: Propagation): Promise<void>;
  /** As an Exchange administrator does with RBAC for Applications; nobody: the limit ends. */
  limitTo(mailboxes: readonly string[]): Promise<void>;
  revoke(): Promise<void>;
};

export async function openGrantedPermissions(file: string): Promise<GrantedPermissions> {
  let current = (await readJsonFile(file, grantSchema)) ?? NOTHING;

  async function save(grant: Grant): Promise<void> {
    await writeFileAtomically(file, JSON.stringify(grant));
    current = grant;
  }
  const hasCome = (time: string | null) => time === null || new Date(time).getTime() <= Date.now();
  const later = (ms: number) => (ms === 0 ? null : new Date(Date.now() + ms).toISOString());

  return {
    current: () => current,
    inTokens: () => (hasCome(current.inTokensFrom) ? current.permissions : []),
    isInForce: () => hasCome(current.inForceFrom),
    grant: async (permissions, grantedBy, { propagationMs } = { propagationMs: 0 }) => {
      await save({
        ...current,
        permissions: [...new Set([...current.permissions, ...permissions])],
        grantedBy,
        grantedAt: new Date().toISOString(),
        inTokensFrom: later(propagationMs / 2),
        inForceFrom: later(propagationMs),
      });
    },
    limitTo: (mailboxes) =>
      save({
        ...current,
        permissions: current.permissions.filter((name) => name !== 'Mail.ReadWrite'),
        mailboxScope: mailboxes.map((mailbox) => mailbox.trim().toLowerCase()).filter(Boolean),
      }),
    revoke: () => save(NOTHING),
  };
}
