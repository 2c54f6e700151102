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

  it('names each as Microsoft does in its list, on its page and in the mailbox', () => {
    const names = listConnectorKinds().map(({ id, listLabel, pageLabel, folderName }) => [
      id,
      listLabel,
      pageLabel,
      folderName,
    ]);
    expect(names).toEqual([
      ['telegram', 'Telegram Archiver', 'Telegram Archiver', 'Telegram Archiver'],
      ['o2', 'O2 Network', 'O2 Network', 'O2 SMS and Voice Network Archiver'],
      ['wechat', 'WeChat Archiver', 'WeChat Archiver', 'WeChat Archiver'],
      ['att', 'AT&T Network', 'AT&T Network', 'AT&T SMS/MMS Network Archiver'],
      ['android', 'Android Archiver', 'Android Archiver', 'Android Archiver'],
      ['bell', 'Bell SMS/MMS Network Archiver', 'Bell Network', 'Bell SMS/MMS Network Archiver'],
      [
        'enterprise-number',
        'Enterprise Number Archiver',
        'Enterprise Number Archiver',
        'Enterprise Number Archiver',
      ],
      [
        'rogers',
        'Rogers Network Archiver',
        'Rogers Network Archiver',
        'Rogers SMS/MMS Network Archiver',
      ],
      ['signal', 'Signal Archiver', 'Signal Archiver', 'Signal Archiver'],
      ['telus', 'TELUS Network', 'TELUS Network', 'TELUS SMS Network Archiver'],
      ['verizon', 'Verizon Network', 'Verizon Network', 'Verizon SMS/MMS Network Archiver'],
      ['whatsapp', 'WhatsApp Archiver', 'WhatsApp Archiver', 'WhatsApp Archiver'],
    ]);
  });

  it('has every kind hold together', () => {
    for (const kind of listConnectorKinds()) {
      const isNetwork = kind.phoneRule === 'corporate-phone';
      expect(kind.carrierName !== undefined, kind.id).toBe(isNetwork);
      expect(kind.prerequisites.includes('carrier-account'), kind.id).toBe(isNetwork);
      expect(kind.limits.includes('employee-phones'), kind.id).toBe(isNetwork);
      expect(kind.appName === undefined, kind.id).toBe(isNetwork);
      expect(kind.cloudName !== undefined, kind.id).toBe(kind.phoneRule === 'app-or-cloud');
      const isOffered = (cloud: string) => kind.availability.some((place) => place === cloud);
      expect(kind.unavailable.filter(isOffered), kind.id).toEqual([]);
      expect(new Set(kind.learnMore.map(({ href }) => href)).size, kind.id).toBe(4);
      expect(
        kind.learnMore.every(({ href }) => URL.canParse(href)),
        kind.id,
      ).toBe(true);
    }
  });

  it('does not know kinds that are not in it', () => {
    expect(findConnectorKind('carrier-pigeon')).toBeUndefined();
    expect(connectorKindSchema.safeParse('carrier-pigeon').success).toBe(false);
    expect(() => getConnectorKind('carrier-pigeon')).toThrow('carrier-pigeon');
  });
});
