import { z } from 'zod';
import { android } from '#lib/connectors/android.ts';
import { att } from '#lib/connectors/att.ts';
import { bell } from '#lib/connectors/bell.ts';
import type { ConnectorKindData } from '#lib/connectors/connector-kind.ts';
import { enterpriseNumber } from '#lib/connectors/enterprise-number.ts';
import { o2 } from '#lib/connectors/o2.ts';
import { rogers } from '#lib/connectors/rogers.ts';
import { signal } from '#lib/connectors/signal.ts';
import { telegram } from '#lib/connectors/telegram.ts';
import { telus } from '#lib/connectors/telus.ts';
import { verizon } from '#lib/connectors/verizon.ts';
import { wechat } from '#lib/connectors/wechat.ts';
import { whatsapp } from '#lib/connectors/whatsapp.ts';

/**
 * The connector kinds. To add one:
 * 1. write its data file beside this one, from telegram.ts, and draw its icon in public/kinds/;
 * 2. add its line here;
 * 3. `npm run check` now fails in lib/messages/en/catalog.json and nowhere else: write its words there
 *    (`kinds.<id>`), and in every other language.
 * Nothing else knows kinds by name.
 */
const kinds = [
  telegram,
  o2,
  wechat,
  att,
  android,
  bell,
  enterpriseNumber,
  rogers,
  signal,
  telus,
  verizon,
  whatsapp,
] as const satisfies readonly ConnectorKindData[];

export type ConnectorKind = (typeof kinds)[number]['id'];

/** A kind's data, its id known to be one of the catalog. */
export type CatalogEntry = ConnectorKindData & { readonly id: ConnectorKind };

export const connectorKindSchema = z.enum(kinds.map(({ id }) => id));

/** All kinds, in the order of the Overview: those that were asked for first, then by name. */
export function listConnectorKinds(): readonly CatalogEntry[] {
  return kinds;
}

/** For ids from outside, such as an address. */
export function findConnectorKind(id: string): CatalogEntry | undefined {
  return listConnectorKinds().find((kind) => kind.id === id);
}

/**
 * For ids of our own rows.
 * @throws {Error} when there is no such kind any more
 */
export function getConnectorKind(id: string): CatalogEntry {
  const kind = findConnectorKind(id);
  if (kind === undefined) throw new Error(`there is no connector kind ${id}`);
  return kind;
}
