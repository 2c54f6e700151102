import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Directory } from '#lib/directory/port.ts';
import { indexMailboxes } from '#lib/domain/matching/mailbox-index.ts';

export type DirectoryUnderTest = {
  readonly directory: Directory;
  /** Addresses, and what deliveries to whom they reach are addressed to; null: no mailbox. */
  readonly reaches: readonly (readonly [address: string, mailbox: string | null])[];
  close(): Promise<void>;
};

/** What every kind of directory must do. */
export function describeDirectoryContract(
  kind: string,
  setUp: () => Promise<DirectoryUnderTest>,
): void {
  describe(`the ${kind} directory keeps the contract`, () => {
    let test: DirectoryUnderTest;
    beforeAll(async () => {
      test = await setUp();
    });
    afterAll(() => test.close());

    const list = () => Array.fromAsync(test.directory.listMailboxes());

    it('lists every mailbox once, the same each time', async () => {
      const mailboxes = await list();
      const addresses = mailboxes.map(({ address }) => address);

      expect(addresses.length).toBeGreaterThan(0);
      expect(new Set(addresses).size).toBe(addresses.length);
      expect(await list()).toEqual(mailboxes);
    });

    it('gives addresses in lower case, and the own one not among the aliases', async () => {
      for (const { address, mail, aliases } of await list()) {
        const all = [address, ...(mail === undefined ? [] : [mail]), ...aliases];
        expect(all).toEqual(all.map((each) => each.toLowerCase()));
        expect(new Set(all).size).toBe(all.length);
      }
    });

    it('can be left half way', async () => {
      for await (const { address } of test.directory.listMailboxes()) {
        expect(address).toContain('@');
        break;
      }
      expect((await list()).length).toBeGreaterThan(1);
    });

    it('says which addresses reach a mailbox, and which', async () => {
      const index = await indexMailboxes(test.directory.listMailboxes());
      const found = test.reaches.map(([address]) => [address, index.findMailbox(address)]);
      expect(found).toEqual(test.reaches);
    });
  });
}
