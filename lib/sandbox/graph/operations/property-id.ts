import { GraphError } from '#lib/sandbox/graph/graph-error.ts';
import type { ExtendedProperty } from '#lib/sandbox/mailboxes/extended-properties.ts';

/** MAPI properties that make a message what it is (FACTS 4.2). */
export const MESSAGE_FLAGS = 'Integer 0xe07';
export const DELIVERY_TIME = 'SystemTime 0xe06';
export const SUBMIT_TIME = 'SystemTime 0x39';
export const TRANSPORT_HEADERS = 'String 0x7d';

/** Bits of the flags. */
export const FLAG_READ = 1;
export const FLAG_UNSENT = 8;

const TYPES = [
  'Boolean',
  'Binary',
  'Double',
  'Float',
  'Integer',
  'Long',
  'Short',
  'String',
  'SystemTime',
];
const GUID = '\\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\}?';
const TAGGED = new RegExp(`^(${TYPES.join('|')}) 0x([0-9a-f]{1,4})$`, 'i');
const NAMED = new RegExp(`^(${TYPES.join('|')}) (${GUID}) Name (.+)$`, 'i');

/**
 * One form for each id, as Graph shows it, however it was written: `String {guid} Name X`,
 * `Integer 0xe07`. @throws {GraphError}
 */
export function parsePropertyId(text: string): string {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const id = parse(text);
  if (parsed.size < 1_000) parsed.set(text, id);
  return id;
}

/** The same few come with every message. */
const parsed = new Map<string, string>();

function parse(text: string): string {
  const tagged = TAGGED.exec(text);
  if (tagged !== null) {
    return `${typeName(tagged[1])} 0x${Number.parseInt(tagged[2] ?? '', 16).toString(16)}`;
  }
  const named = NAMED.exec(text);
  if (named !== null) {
    const guid = (named[2] ?? '').replace(/[{}]/g, '').toLowerCase();
    return `${typeName(named[1])} {${guid}} Name ${named[3] ?? ''}`;
  }
  throw new GraphError(
    400,
    'ErrorInvalidProperty',
    `The property ID '${text}' for property 'SingleValueExtendedProperty' is invalid.`,
  );
}

/** `singleValueExtendedProperties` of a request. @throws {GraphError} 400 for a wrong id or value */
export function parseProperties(
  properties: readonly { readonly id: string; readonly value: string }[] | undefined,
): readonly ExtendedProperty[] {
  return (properties ?? []).map(({ id, value }) => {
    const propertyId = parsePropertyId(id);
    checkPropertyValue(propertyId, value);
    return { propertyId, value };
  });
}

function checkPropertyValue(propertyId: string, value: string): void {
  const type = propertyId.split(' ')[0];
  const isWhole = ['Integer', 'Long', 'Short'].includes(type ?? '');
  const isWrong =
    (isWhole && !/^-?\d+$/.test(value)) ||
    (type === 'SystemTime' && Number.isNaN(Date.parse(value))) ||
    (type === 'Boolean' && !/^(true|false)$/i.test(value));
  if (!isWrong) return;
  throw new GraphError(
    400,
    'ErrorInvalidPropertyRequest',
    `The value of property '${propertyId}' cannot be converted to its type.`,
  );
}

function typeName(text: string | undefined): string {
  return TYPES.find((type) => type.toLowerCase() === text?.toLowerCase()) ?? '';
}
