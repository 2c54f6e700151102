import { z } from 'zod';

/**
 * The named properties that Custody sets on every message it files: all in one property set of its
 * own, so that no other program's names collide with them.
 */
const PROPERTY_SET = '{c05d7a0e-6f1b-4c39-9d58-2a7e41b3f9c6}';

const named = (name: string) => `String ${PROPERTY_SET} Name ${name}`;

/** Ids in Graph's notation; only as text can `$filter` find them. */
export const custodyProperties = {
  deliveryKey: named('CustodyDeliveryKey'),
  runId: named('CustodyRun'),
  /** SHA-256 of the original e-mail file, in hexadecimal. */
  sha256: named('CustodySha256'),
  /** `1` once all of the message is there, `0` until then. */
  isComplete: named('CustodyComplete'),
} as const;
export type CustodyProperty = keyof typeof custodyProperties;

export type ExtendedProperty = { readonly id: string; readonly value: string };

export function custodyProperty(property: CustodyProperty, value: string): ExtendedProperty {
  return { id: custodyProperties[property], value };
}

/** Query options that find the messages of which a property has this value, and show them all. */
export function queryByProperty(property: CustodyProperty, value: string): string {
  const quoted = value.replaceAll("'", "''");
  const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${custodyProperties[property]}' and ep/value eq '${quoted}')`;
  const ids = Object.values(custodyProperties).map((id) => `id eq '${id}'`);
  const expand = `singleValueExtendedProperties($filter=${ids.join(' or ')})`;
  return `$filter=${encodeURIComponent(filter)}&$expand=${encodeURIComponent(expand)}&$select=id`;
}

/** A message as the query above shows it. */
export const filedMessageSchema = z
  .object({
    id: z.string(),
    singleValueExtendedProperties: z
      .array(z.object({ id: z.string(), value: z.string() }))
      .default([]),
  })
  .transform(({ id, singleValueExtendedProperties }) => {
    const values = new Map(
      singleValueExtendedProperties.map((property) => [property.id.toLowerCase(), property.value]),
    );
    const valueOf = (property: CustodyProperty) =>
      values.get(custodyProperties[property].toLowerCase()) ?? '';
    return {
      remoteId: id,
      deliveryKey: valueOf('deliveryKey'),
      sha256: valueOf('sha256'),
      isComplete: valueOf('isComplete') === '1',
    };
  });
export type FiledMessage = z.infer<typeof filedMessageSchema>;
