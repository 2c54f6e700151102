import { findAcceptance, saveConsent } from '#lib/db/consents.ts';
import type { DirectoryMailbox } from '#lib/directory/port.ts';
import { PortError } from '#lib/domain/errors.ts';
import {
  resourceOf,
  type AppPermission,
  type PermissionResource,
} from '#lib/domain/wizard/app-permissions.ts';
import type { PermissionStatus } from '#lib/domain/wizard/consent-status.ts';
import type { Services } from '#lib/operations/services.ts';

/** How the application finds out what it may do. All functions throw {@link PortError}. */
export type ConsentProbe = {
  /** The `roles` of a fresh app-only token: the permissions granted in the whole tenant. */
  readonly readRoles: (resource: PermissionResource) => Promise<readonly string[]>;
  /** Who has a mailbox, by this deployment's directory. */
  readonly listMailboxes: () => AsyncIterable<DirectoryMailbox>;
  /** Asks a mailbox for the number of its first folder: harmless, and refused without permission. */
  readonly readMailbox: (address: string) => Promise<void>;
};

export type VerifyConsent = {
  readonly tenantId: string;
  readonly probe: ConsentProbe;
  /** The mailbox to try where access is limited to chosen ones; null: whichever comes first. */
  readonly scopedMailbox: string | null;
};

/** Whoever accepted longer ago than this did not cause what is noticed now. */
const RECENTLY_MS = 24 * 3600 * 1000;
/** Mailboxes that are looked at for one that Exchange Online has. */
const MOST_MAILBOXES = 5;

/**
 * Asks for a token, and with it Graph itself: a permission counts once a request that needs it is
 * answered. Records the consent when all do. Microsoft takes up to a few minutes to show a new grant,
 * so what is lacking may come.
 * @throws {PortError} `fix-settings`: the application cannot get a token, whatever is granted
 */
export async function verifyConsent(
  { db, now, permissions }: Services,
  { tenantId, probe, scopedMailbox }: VerifyConsent,
): Promise<readonly PermissionStatus[]> {
  const roles = await readRoles(probe, permissions);
  const statuses: PermissionStatus[] = [];
  for (const permission of permissions) {
    const isInToken = roles.has(permission);
    const isAnswered = await tryPermission(probe, { permission, isInToken, scopedMailbox });
    const granted = isInToken ? 'granted' : 'missing';
    statuses.push({ permission, state: isAnswered ? 'in-force' : granted });
  }
  if (statuses.some(({ state }) => state !== 'in-force')) return statuses;

  const acceptance = await findAcceptance(db, {
    tenantId,
    since: new Date(now().getTime() - RECENTLY_MS),
  });
  await saveConsent(db, tenantId, {
    permissions: [...permissions],
    grantedBy: acceptance?.by ?? null,
    grantedAt: now(),
    // A permission for the whole tenant makes a scope useless (FACTS 4.7).
    scopedMailbox: roles.has('Mail.ReadWrite') ? null : scopedMailbox,
  });
  return statuses;
}

/** No token without consent, and none while the sign-in service is down: nothing granted yet. */
async function readRoles(
  probe: ConsentProbe,
  permissions: readonly AppPermission[],
): Promise<ReadonlySet<string>> {
  const roles = new Set<string>();
  for (const resource of new Set(permissions.map(resourceOf))) {
    for (const role of await orNothing(probe.readRoles(resource), [])) roles.add(role);
  }
  return roles;
}

type Try = {
  readonly permission: AppPermission;
  readonly isInToken: boolean;
  readonly scopedMailbox: string | null;
};

async function tryPermission(
  probe: ConsentProbe,
  { permission, isInToken, scopedMailbox }: Try,
): Promise<boolean> {
  switch (permission) {
    case 'User.Read.All':
      return isInToken && (await orNothing(canList(probe), false));
    case 'Mail.ReadWrite':
      // Scoped in Exchange Online, it is in no token: only the mailbox tells (FACTS 4.7).
      if (scopedMailbox !== null) return orNothing(canRead(probe, scopedMailbox), false);
      return isInToken && (await orNothing(canReadFirst(probe), false));
    case 'IMAP.AccessAsApp':
      // Graph has no request that needs it; signing in to a mailbox is the import's first step.
      return isInToken;
  }
}

async function canList({ listMailboxes }: ConsentProbe): Promise<boolean> {
  for await (const mailbox of listMailboxes()) return mailbox.address !== '';
  return true;
}

async function canRead({ readMailbox }: ConsentProbe, address: string): Promise<boolean> {
  await readMailbox(address);
  return true;
}

/** An account may have a mailbox in the directory and none in Exchange Online: the next one is tried. */
async function canReadFirst(probe: ConsentProbe): Promise<boolean> {
  let tried = 0;
  for await (const { address } of probe.listMailboxes()) {
    try {
      return await canRead(probe, address);
    } catch (error) {
      tried += 1;
      const isAbsent = error instanceof PortError && error.disposition === 'reject-item';
      if (!isAbsent || tried === MOST_MAILBOXES) throw error;
    }
  }
  return true;
}

/** @throws {PortError} `fix-settings` */
async function orNothing<Result>(work: Promise<Result>, nothing: Result): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof PortError && error.disposition !== 'fix-settings') return nothing;
    throw error;
  }
}
