import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PortError } from '#lib/domain/errors.ts';
import type { Staging } from '#lib/staging/port.ts';

/** What every staging kind must do. `openStaging` gives one that nobody else uses. */
export function describeStagingContract(kind: string, openStaging: () => Promise<Staging>): void {
  describe(`the ${kind} staging keeps the contract`, () => {
    it.each([0, 1, 65_535, 65_536, 65_537, 131_072, 300_000])(
      'gives back %i bytes and their hash',
      async (sizeBytes) => {
        const staging = await openStaging();
        const content = randomBytes(sizeBytes);
        const sha256 = createHash('sha256').update(content).digest('hex');

        expect(await staging.write('packages/a', inPieces(content))).toEqual({ sizeBytes, sha256 });

        const staged = await staging.open('packages/a');
        expect(staged.sizeBytes).toBe(sizeBytes);
        expect((await staged.read(0, sizeBytes)).equals(content)).toBe(true);
        await staged.close();
      },
    );

    it('reads at any place, several readers at once, short at the end', async () => {
      const staging = await openStaging();
      const content = randomBytes(1_000_000);
      await staging.write('packages/a', inPieces(content));
      const staged = await staging.open('packages/a');

      const places = [0, 65_530, 65_536, 500_000, 999_990, 1_000_000, 2_000_000];
      const parts = await Promise.all(places.map((place) => staged.read(place, 70_000)));

      expect(parts.map((part) => part.toString('hex'))).toEqual(
        places.map((place) => content.subarray(place, place + 70_000).toString('hex')),
      );
      await staged.close();
    });

    it('has nothing under a key until all of it is written', async () => {
      const staging = await openStaging();
      const cause = new PortError('connection-lost', 'retry');
      async function* cutOff() {
        yield randomBytes(200_000);
        await Promise.reject(cause);
      }

      await expect(staging.write('packages/a', cutOff())).rejects.toBe(cause);
      await expect(staging.open('packages/a')).rejects.toMatchObject({
        name: 'PortError',
        code: 'staged-object-missing',
      });
    });

    it('replaces an object whole', async () => {
      const staging = await openStaging();
      await staging.write('packages/a', inPieces(randomBytes(200_000)));
      await staging.write('packages/a', inPieces(Buffer.from('second')));
      const staged = await staging.open('packages/a');
      expect((await staged.read(0, 100)).toString()).toBe('second');
      await staged.close();
    });

    it('removes, and does not mind what is gone', async () => {
      const staging = await openStaging();
      await staging.write('held/a', inPieces(Buffer.from('text')));
      await staging.remove('held/a');
      await staging.remove('held/a');
      await expect(staging.open('held/a')).rejects.toBeInstanceOf(PortError);
    });

    it('lists the keys of what is there', async () => {
      const staging = await openStaging();
      expect(await Array.fromAsync(staging.listKeys())).toEqual([]);
      await staging.write('packages/a', inPieces(randomBytes(10)));
      await staging.write('held/b/c', inPieces(randomBytes(10)));
      const keys = await Array.fromAsync(staging.listKeys());
      expect(keys.toSorted()).toEqual(['held/b/c', 'packages/a']);
    });

    it('leaves an object under the one master key as it is', async () => {
      const staging = await openStaging();
      await staging.write('packages/a', inPieces(randomBytes(10)));
      expect(await staging.renewKey('packages/a')).toBe(false);
    });

    it.each(['../outside', '/etc/passwd', 'packages//a', 'packages/../a', 'Packages/A', ''])(
      'takes no key %j',
      async (key) => {
        const staging = await openStaging();
        await expect(staging.write(key, inPieces(Buffer.from('text')))).rejects.toThrow(
          'staging key',
        );
      },
    );
  });
}

async function* inPieces(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += 40_000) {
    yield await Promise.resolve(content.subarray(at, at + 40_000));
  }
}
