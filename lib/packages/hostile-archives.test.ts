import { describe, expect, it } from 'vitest';
import { hostileArchives } from '#e2e/fixtures/hostile-archives/all.ts';
import { PackageRefusedError } from '#lib/domain/packages/refusal.ts';
import { listItems } from '#lib/packages/list-items.ts';
import { readEntries } from '#lib/packages/read-entries.ts';
import type { StagedObject } from '#lib/staging/port.ts';

function staged(bytes: Buffer): StagedObject {
  return {
    sizeBytes: bytes.length,
    read: (start, length) => Promise.resolve(bytes.subarray(start, start + length)),
    close: () => Promise.resolve(),
  };
}

/** The names of the items where all of them could be read, else the reasons. */
async function judge(bytes: Buffer) {
  try {
    const { items } = await listItems(staged(bytes));
    const names: string[] = [];
    for await (const batch of readEntries(staged(bytes), items)) {
      names.push(...batch.map(({ entry }) => entry.name));
    }
    return { taken: names };
  } catch (error) {
    if (error instanceof PackageRefusedError) {
      return { refused: error.refusals.map(({ code }) => code) };
    }
    throw error;
  }
}

describe('a package with', () => {
  it.each(hostileArchives)('$name', async ({ build, expected }) => {
    expect(await judge(build())).toEqual(expected);
  });
});
