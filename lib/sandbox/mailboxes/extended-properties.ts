import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** A single-value extended property (MAPI). Its id is in the form of `parsePropertyId`. */
export const extendedPropertySchema = z.object({ propertyId: z.string(), value: z.string() });
export type ExtendedProperty = z.infer<typeof extendedPropertySchema>;

/** Longer values, such as transport headers, cannot be searched for. */
export const LONGEST_SEARCHABLE_VALUE = 255;

/**
 * The index of named properties, which are those that programs search for. Names are kept once, and
 * stand in the index by number.
 */
export function openNamedProperties(database: DatabaseSync) {
  const insertName = database.prepare('INSERT OR IGNORE INTO property_name (name) VALUES (?)');
  const insert = database.prepare(
    `INSERT INTO named_property (value, message_id, name_id)
     SELECT ?, ?, id FROM property_name WHERE name = ?`,
  );
  const remove = database.prepare(
    `DELETE FROM named_property WHERE value = ? AND message_id = ?
     AND name_id = (SELECT id FROM property_name WHERE name = ?)`,
  );

  return {
    add(messageId: number, properties: readonly ExtendedProperty[]): void {
      for (const { propertyId, value } of properties.filter(isSearchedFor)) {
        if (insert.run(value, messageId, propertyId).changes > 0) continue;
        insertName.run(propertyId);
        insert.run(value, messageId, propertyId);
      }
    },
    remove(messageId: number, properties: readonly ExtendedProperty[]): void {
      for (const { propertyId, value } of properties.filter(isSearchedFor)) {
        remove.run(value, messageId, propertyId);
      }
    },
  };
}

/** Those present with the changes made: of each id there is one. */
export function mergeProperties(
  present: readonly ExtendedProperty[],
  changes: readonly ExtendedProperty[],
): ExtendedProperty[] {
  const byId = new Map([...present, ...changes].map((property) => [property.propertyId, property]));
  return [...byId.values()];
}

export function isNamedProperty(propertyId: string): boolean {
  return propertyId.includes('} Name ');
}

function isSearchedFor({ propertyId, value }: ExtendedProperty): boolean {
  return isNamedProperty(propertyId) && value.length <= LONGEST_SEARCHABLE_VALUE;
}
