import { comparableAddress } from '#lib/domain/comparable-address.ts';

/** A mailbox and every address that reaches it. Addresses are in lower case. */
export type Mailbox = {
  /** What deliveries are addressed to. */
  readonly address: string;
  /** The primary e-mail address where it is another; `address` is only a name to sign in with then. */
  readonly mail?: string;
  /** Further e-mail addresses. */
  readonly aliases: readonly string[];
};

/** Answers whether an address reaches a mailbox that exists now, and which. */
export type MailboxIndex = {
  /** What deliveries to the mailbox behind `address` are addressed to; null: there is none. */
  findMailbox(address: string): string | null;
  /** Whether two mailboxes claim the address, which is why none is found. */
  isDisputed(address: string): boolean;
  readonly size: number;
};

/** Two mailboxes claim the address: nobody can say whose it is. */
const DISPUTED = null;

/**
 * A primary e-mail address wins over somebody else's alias of the same spelling, and both over a
 * sign-in name: one person may sign in with what is another's e-mail address.
 */
export async function indexMailboxes(mailboxes: AsyncIterable<Mailbox>): Promise<MailboxIndex> {
  const primaries = new Map<string, string | null>();
  const aliases = new Map<string, string | null>();
  const signInNames = new Map<string, string | null>();
  let size = 0;
  for await (const { address, mail, aliases: further } of mailboxes) {
    size += 1;
    claim(primaries, mail ?? address, address);
    for (const alias of further) claim(aliases, alias, address);
    if (mail !== undefined) claim(signInNames, address, address);
  }

  // One map to ask, with the owner that comes first.
  const owners = primaries;
  for (const further of [aliases, signInNames]) {
    for (const [address, owner] of further) {
      if (!owners.has(address)) owners.set(address, owner);
    }
    further.clear();
  }
  const ownerOf = (wanted: string) => {
    const address = comparableAddress(wanted);
    const owner = owners.get(address);
    return owner === undefined ? owners.get(withoutTag(address)) : owner;
  };
  return {
    findMailbox: (wanted) => ownerOf(wanted) ?? null,
    isDisputed: (wanted) => ownerOf(wanted) === DISPUTED,
    size,
  };
}

/** Where nobody says who has a mailbox: every address is taken for one that exists. */
export const everyMailbox: MailboxIndex = {
  findMailbox: comparableAddress,
  isDisputed: () => false,
  size: 0,
};

function claim(owners: Map<string, string | null>, claimed: string, owner: string): void {
  const address = comparableAddress(claimed);
  const other = owners.get(address);
  owners.set(address, other === undefined || other === owner ? owner : DISPUTED);
}

/** `jonas+phone@…` reaches `jonas@…`: plus addressing, which Exchange Online has on. */
function withoutTag(address: string): string {
  return address.replace(/^([^+@]+)\+[^@]*@/, '$1@');
}
