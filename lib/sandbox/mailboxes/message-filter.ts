import {
  isNamedProperty,
  LONGEST_SEARCHABLE_VALUE,
} from '#lib/sandbox/mailboxes/extended-properties.ts';

/** Which messages of a folder are wanted. */
export type MessageFilter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly MessageFilter[] }
  | { readonly kind: 'property'; readonly propertyId: string; readonly value: string }
  | {
      readonly kind: 'field';
      readonly field: 'internetMessageId' | 'subject' | 'isDraft' | 'isRead' | 'receivedDateTime';
      readonly operator: 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
      readonly value: string | number;
    };

export type SqlCondition = {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
};

const COLUMNS = {
  internetMessageId: 'internet_message_id',
  subject: 'subject',
  isDraft: 'is_draft',
  isRead: 'is_read',
  receivedDateTime: 'received_at',
} as const;

const OPERATORS = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' } as const;

export function toSqlCondition(filter: MessageFilter): SqlCondition {
  if (filter.kind === 'property') {
    const sql = isNamedProperty(filter.propertyId)
      ? `message.id IN (SELECT message_id FROM named_property
           WHERE name_id = (SELECT id FROM property_name WHERE name = ?) AND value = ?)`
      : `EXISTS (SELECT 1 FROM json_each(message.properties) AS property
           WHERE property.value ->> 'propertyId' = ? AND property.value ->> 'value' = ?
             AND length(property.value ->> 'value') <= ${LONGEST_SEARCHABLE_VALUE})`;
    return { sql, parameters: [filter.propertyId, filter.value] };
  }
  if (filter.kind === 'field') {
    const sql = `message.${COLUMNS[filter.field]} ${OPERATORS[filter.operator]} ?`;
    return { sql, parameters: [filter.value] };
  }
  const conditions = filter.filters.map(toSqlCondition);
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(` ${filter.kind} `)})`,
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}
