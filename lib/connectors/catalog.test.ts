import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  connectorKindSchema,
  findConnectorKind,
  getConnectorKind,
  listConnectorKinds,
} from '#lib/connectors/catalog.ts';

describe('the catalog of connector kinds', () => {
  it('gives each kind an id of its own and a mailbox folder of its own', () => {
    const kinds = listConnectorKinds();
    expect(new Set(kinds.map(({ id }) => id)).size).toBe(kinds.length);
    expect(new Set(kinds.map(({ folderName }) => folderName)).size).toBe(kinds.length);
  });

  it('has a drawing for each kind', () => {
    const missing = listConnectorKinds().filter(
      ({ icon }) => !existsSync(new URL(`../../public${icon}`, import.meta.url)),
    );
    expect(missing).toEqual([]);
  });

  it('files Telegram in the folder that Microsoft names', () => {
    expect(getConnectorKind('telegram').folderName).toBe('Telegram Archiver');
  });

  it('does not know kinds that are not in it', () => {
    expect(findConnectorKind('carrier-pigeon')).toBeUndefined();
    expect(connectorKindSchema.safeParse('carrier-pigeon').success).toBe(false);
    expect(() => getConnectorKind('carrier-pigeon')).toThrow('carrier-pigeon');
  });
});
