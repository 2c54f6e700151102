import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { PortError } from '#lib/domain/errors.ts';
import { entryLocationSchema } from '#lib/domain/packages/entry-location.ts';
import { PackageRefusedError } from '#lib/domain/packages/refusal.ts';
import { listItems } from '#lib/packages/list-items.ts';
import { readEntries } from '#lib/packages/read-entries.ts';
import { readEntry } from '#lib/packages/read-entry.ts';
import { openLocalStaging } from '#lib/staging/local/adapter.ts';
import type { StagedObject } from '#lib/staging/port.ts';

type File = {
  readonly name: string;
  readonly content: Buffer;
  readonly mode?: number;
  readonly isStored?: boolean;
};

const MANIFEST = '202611030000-TeleMessage_1_20261104050211.mf';

function eml(name: string, content = Buffer.from(`Subject: ${name}\r\n\r\nHej`)): File {
  return { name, content };
}

function manifestOf(names: readonly string[]): File {
  return {
    name: MANIFEST,
    content: Buffer.from([`Count: ${names.length}`, ...names].join('\r\n')),
  };
}

async function zip(files: readonly File[]): Promise<Buffer> {
  const file = new ZipFile();
  for (const { name, content, mode = 0o100644, isStored = false } of files) {
    file.addBuffer(content, name, { mode, compress: !isStored });
  }
  file.end();
  return buffer(file.outputStream);
}

async function packageOf(items: readonly File[]): Promise<Buffer> {
  return zip([...items, manifestOf(items.map(({ name }) => name))]);
}

function staged(bytes: Buffer): StagedObject {
  return {
    sizeBytes: bytes.length,
    read: (start, length) => Promise.resolve(bytes.subarray(start, start + length)),
    close: () => Promise.resolve(),
  };
}

/** Codes of the refusal, or 'taken'. */
async function judge(bytes: Buffer): Promise<readonly string[]> {
  try {
    const { items } = await listItems(staged(bytes));
    await Array.fromAsync(readEntries(staged(bytes), items));
    return ['taken'];
  } catch (error) {
    if (error instanceof PackageRefusedError) return error.refusals.map(({ code }) => code);
    throw error;
  }
}

/** Changes a field of the directory's record of an entry (APPNOTE.TXT 4.3.12). */
function patchDirectory(bytes: Buffer, name: string, patch: (record: Buffer) => void): Buffer {
  const nameAt = bytes.lastIndexOf(name);
  patch(bytes.subarray(nameAt - 46, nameAt + name.length));
  return bytes;
}

describe('listItems', () => {
  it('lists the items of an encrypted package and reads each, then and later', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'custody-package-'));
    const staging = await openLocalStaging({ directory, masterKey: randomBytes(32) });
    const items = [
      eml('a.eml'),
      eml('b.eml', randomBytes(300_000)),
      { ...eml('ÅÄÖ.eml', randomBytes(70_000)), isStored: true },
    ];
    await staging.write('packages/a', [await packageOf(items)]);

    const object = await staging.open('packages/a');
    const contents = await listItems(object);
    expect(contents).toMatchObject({ itemsInManifest: 3, otherFiles: [] });
    await object.close();

    const later = await staging.open('packages/a');
    for (const [index, item] of [...contents.items].entries()) {
      const location = entryLocationSchema.parse(JSON.parse(JSON.stringify(item.location)));
      expect(item.name).toBe(items[index]?.name);
      expect(
        (await readEntry(later, location)).equals(items[index]?.content ?? Buffer.alloc(0)),
      ).toBe(true);
    }
    await later.close();
    await rm(directory, { recursive: true });
  });

  it('takes a day without items, and tells of files that the format does not know', async () => {
    const bytes = await zip([
      manifestOf([]),
      { name: 'notes/read-me.txt', content: Buffer.from('x') },
    ]);
    const { items, ...contents } = await listItems(staged(bytes));
    expect(contents).toEqual({ itemsInManifest: 0, otherFiles: ['notes/read-me.txt'] });
    expect([...items]).toEqual([]);
  });

  it('passes on what the staging says', async () => {
    const damaged = new PortError('staged-object-damaged', 'fix-settings');
    const object = {
      ...staged(await packageOf([eml('a.eml')])),
      read: () => Promise.reject(damaged),
    };
    await expect(listItems(object)).rejects.toBe(damaged);
  });
});

describe('a package is refused', () => {
  it('without a manifest, and with several', async () => {
    expect(await judge(await zip([eml('a.eml')]))).toEqual(['no-manifest']);
    const second = { ...manifestOf([]), name: 'second.mf' };
    expect(await judge(await zip([manifestOf([]), second]))).toEqual(['several-manifests']);
  });

  it('when it does not hold what its manifest says', async () => {
    const bytes = await zip([eml('a.eml'), manifestOf(['a.eml', 'b.eml'])]);
    expect(await judge(bytes)).toEqual(['count-differs', 'name-missing']);
  });

  it('when a file is empty', async () => {
    expect(await judge(await packageOf([eml('a.eml', Buffer.alloc(0))]))).toEqual(['empty-file']);
  });

  it('wherever it was cut off', async () => {
    const bytes = await packageOf([eml('a.eml'), eml('b.eml')]);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(await judge(bytes.subarray(0, length))).toEqual(['package-damaged']);
    }
  });

  it('when the bytes of an item are not those that were packed', async () => {
    const bytes = await packageOf([{ ...eml('a.eml'), isStored: true }]);
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    expect(await judge(bytes)).toEqual(['package-damaged']);
  });

  it('when an entry would leave the directory it is unpacked to', async () => {
    for (const name of ['../../evil.eml', '/etc/ev.eml', 'C:\\evil1.eml', 'a\u0000bcdef.eml']) {
      const placeholder = 'x'.repeat(name.length - 4) + '.eml';
      const bytes = await zip([eml(placeholder)]);
      const renamed = Buffer.from(bytes.toString('latin1').replaceAll(placeholder, name), 'latin1');
      expect(await judge(renamed)).toEqual(['entry-path-unsafe']);
    }
  });

  it('when an entry is a link', async () => {
    expect(await judge(await packageOf([{ ...eml('a.eml'), mode: 0o120777 }]))).toEqual([
      'entry-is-link',
    ]);
  });

  it('when a name is there twice', async () => {
    expect(await judge(await zip([eml('a.eml'), eml('a.eml'), manifestOf(['a.eml'])]))).toEqual([
      'duplicate-name',
    ]);
  });

  it('when an entry is encrypted, or packed by an unknown method', async () => {
    const bytes = await packageOf([eml('a.eml')]);
    const encrypted = patchDirectory(Buffer.from(bytes), 'a.eml', (record) => {
      record.writeUInt16LE(record.readUInt16LE(8) | 1, 8);
    });
    expect(await judge(encrypted)).toEqual(['entry-encrypted']);
    const unknown = patchDirectory(Buffer.from(bytes), 'a.eml', (record) => {
      record.writeUInt16LE(14, 10);
    });
    expect(await judge(unknown)).toEqual(['entry-method-unknown']);
  });

  it('when an item would expand beyond all measure', async () => {
    const bomb = await packageOf([eml('a.eml', Buffer.alloc(40 * 1024 * 1024))]);
    expect(await judge(bomb)).toEqual(['entry-expands-too-much']);
  });

  it('when an item is more than its directory says', async () => {
    const bytes = await packageOf([eml('a.eml', Buffer.alloc(1024 * 1024))]);
    const modest = patchDirectory(bytes, 'a.eml', (record) => {
      record.writeUInt32LE(100, 24);
    });
    expect(await judge(modest)).toEqual(['entry-ambiguous']);
  });

  it('when an item claims to be larger than any can be', async () => {
    const bytes = await packageOf([eml('a.eml')]);
    const boast = patchDirectory(bytes, 'a.eml', (record) => {
      record.writeUInt32LE(0xf000_0000, 24);
    });
    expect(await judge(boast)).toContain('entry-too-large');
  });

  it('when entries share the same bytes', async () => {
    const bytes = await packageOf([eml('a.eml', randomBytes(1_000)), eml('b.eml')]);
    const overlapping = patchDirectory(bytes, 'b.eml', (record) => {
      record.writeUInt32LE(20, 42);
    });
    expect(await judge(overlapping)).toEqual(['entries-overlap']);
  });

  it('when its directory holds more entries than it claims', async () => {
    const bytes = await packageOf([eml('a.eml'), eml('b.eml')]);
    bytes.writeUInt16LE(bytes.readUInt16LE(bytes.length - 12) - 1, bytes.length - 12);
    expect(await judge(bytes)).toEqual(['package-damaged']);
  });

  it('or taken, whatever a byte is changed to, but never breaks the reader', async () => {
    const original = await packageOf([eml('a.eml'), { ...eml('b.eml'), isStored: true }]);
    for (let index = 0; index < original.length; index += 1) {
      for (const value of [0x00, 0xff, original.readUInt8(index) ^ 0x08]) {
        const bytes = Buffer.from(original);
        bytes[index] = value;
        expect((await judge(bytes)).length).toBeGreaterThan(0);
      }
    }
  });
});
