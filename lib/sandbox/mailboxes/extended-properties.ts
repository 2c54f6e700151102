import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

const propertySchema = z.object({ propertyId: z.string(), value: z.string() });
export type ExtendedProperty = z.infer<typeof propertySchema>;

export type ExtendedProperties = ReturnType<typeof openExtendedProperties>;

/** Single-value extended properties (MAPI) of messages. Ids are in the form of `parsePropertyId`. */
export function openExtendedProperties(database: DatabaseSync) {
  const insert = database.prepare(
    `INSERT INTO extended_property (message_id, property_id, value) VALUES (?, ?, ?)
     ON CONFLICT (message_id, property_id) DO UPDATE SET value = excluded.value`,
  );
  const select = database.prepare(
    'SELECT property_id AS propertyId, value FROM extended_property WHERE message_id = ?',
  );
  return {
    set(messageId: number, properties: readonly ExtendedProperty[]): void {
      for (const { propertyId, value } of properties) insert.run(messageId, propertyId, value);
    },
    list(messageId: number): readonly ExtendedProperty[] {
      return z.array(propertySchema).parse(select.all(messageId));
    },
  };
}
