import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { buildPackage, packageName } from '#lib/sandbox/packages/build-package.ts';

const name = packageName({
  day: '2026-11-03',
  part: 2,
  zippedAt: new Date('2026-11-04T00:05:07.900Z'),
});

async function unzip(bytes: Buffer): Promise<ReadonlyMap<string, string>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const files = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    files.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
  }
  return files;
}

describe('a package', () => {
  it('is named by day, part and time of zipping', () => {
    expect(name).toBe('202611030000-TeleMessage_2_20261104000507.zip');
  });

  it('holds its items and a manifest that counts and names them', async () => {
    const items = [
      { entryName: '000001.eml', eml: Buffer.from('Subject: one\r\n\r\n1') },
      { entryName: '000002.eml', eml: Buffer.from('Subject: two\r\n\r\n2') },
    ];
    const files = await unzip(await buildPackage({ name, items }));
    expect(Object.fromEntries(files)).toEqual({
      '000001.eml': 'Subject: one\r\n\r\n1',
      '000002.eml': 'Subject: two\r\n\r\n2',
      '202611030000-TeleMessage_2_20261104000507.mf': 'Count: 2\r\n000001.eml\r\n000002.eml\r\n',
    });
  });

  it('can be built broken, with another manifest', async () => {
    const files = await unzip(await buildPackage({ name, items: [], manifest: 'Count: 7\n' }));
    expect([...files.values()]).toEqual(['Count: 7\n']);
  });
});
