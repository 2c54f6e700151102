import { GraphError } from '#lib/sandbox/graph/graph-error.ts';
import { parsePropertyId } from '#lib/sandbox/graph/operations/property-id.ts';
import type { MessageFilter } from '#lib/sandbox/mailboxes/message-filter.ts';

const TOKEN = /\s*('(?:[^']|'')*'|[():]|[^\s():']+)/y;
const FIELDS = ['internetMessageId', 'subject', 'isDraft', 'isRead', 'receivedDateTime'] as const;
const OPERATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;

/**
 * The part of `$filter` that Custody uses on messages: fields, and
 * `singleValueExtendedProperties/Any(ep: ep/id eq '…' and ep/value eq '…')`, joined with `and`/`or`.
 * @throws {GraphError} 400 for anything else
 */
export function parseMessageFilter(text: string): MessageFilter {
  const tokens = tokenize(text);
  let position = 0;

  function peek(): string | undefined {
    return tokens[position];
  }

  function take(): string {
    const token = tokens[position];
    if (token === undefined) throw invalidFilter('unexpected end');
    position += 1;
    return token;
  }

  function expect(wanted: string): void {
    const token = take();
    if (token.toLowerCase() !== wanted.toLowerCase()) {
      throw invalidFilter(`expected '${wanted}' where '${token}' is`);
    }
  }

  function takeString(): string {
    const token = take();
    if (!token.startsWith("'")) throw invalidFilter(`expected a string where '${token}' is`);
    return unquote(token);
  }

  function parseJoined(kind: 'and' | 'or', parseOne: () => MessageFilter): MessageFilter {
    const first = parseOne();
    const filters = [first];
    while (peek() === kind) {
      position += 1;
      filters.push(parseOne());
    }
    return filters.length === 1 ? first : { kind, filters };
  }

  function parsePrimary(): MessageFilter {
    const token = take();
    if (token === '(') {
      const inner = parseOr();
      expect(')');
      return inner;
    }
    if (/^singleValueExtendedProperties\/any$/i.test(token)) return parseProperty();
    const field = FIELDS.find((name) => name === token);
    const operator = OPERATORS.find((name) => name === peek());
    if (field === undefined || operator === undefined) throw invalidFilter(`'${token}'`);
    position += 1;
    return { kind: 'field', field, operator, value: fieldValue(field, take()) };
  }

  function parseProperty(): MessageFilter {
    expect('(');
    const variable = take();
    expect(':');
    expect(`${variable}/id`);
    expect('eq');
    const propertyId = parsePropertyId(takeString());
    expect('and');
    expect(`${variable}/value`);
    expect('eq');
    const value = takeString();
    expect(')');
    return { kind: 'property', propertyId, value };
  }

  const parseAnd = () => parseJoined('and', parsePrimary);
  const parseOr = () => parseJoined('or', parseAnd);

  const filter = parseOr();
  const rest = peek();
  if (rest !== undefined) throw invalidFilter(`'${rest}' is left over`);
  return filter;
}

/** The value in `name eq 'value'`. @throws {GraphError} 400 for any other filter */
export function parseEqualsFilter(text: string, name: string): string {
  const match = /^\s*(\w+) eq ('(?:[^']|'')*')\s*$/.exec(text);
  if (match?.[1] !== name) throw invalidFilter(text);
  return unquote(match[2] ?? '');
}

/** The ids in `id eq '…' or id eq '…'`. @throws {GraphError} 400 for any other filter */
export function parseIdFilter(text: string): readonly string[] {
  return tokenize(text)
    .reduce<string[][]>((groups, token) => {
      if (groups.length === 0 || token === 'or') groups.push([]);
      if (token !== 'or') groups.at(-1)?.push(token);
      return groups;
    }, [])
    .map(([name, operator, value, ...rest]) => {
      if (name !== 'id' || operator !== 'eq' || value === undefined || rest.length > 0) {
        throw invalidFilter(text);
      }
      return parsePropertyId(unquote(value));
    });
}

function tokenize(text: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (match?.[1] === undefined) throw invalidFilter('a string without end');
    tokens.push(match[1]);
  }
  return tokens;
}

function fieldValue(field: (typeof FIELDS)[number], token: string): string | number {
  if (field === 'isDraft' || field === 'isRead') {
    if (token !== 'true' && token !== 'false') throw invalidFilter(`'${token}' is not a Boolean`);
    return token === 'true' ? 1 : 0;
  }
  if (field === 'receivedDateTime') {
    const time = new Date(token);
    if (Number.isNaN(time.getTime())) throw invalidFilter(`'${token}' is not a time`);
    return `${time.toISOString().slice(0, 19)}Z`;
  }
  if (!token.startsWith("'")) throw invalidFilter(`'${token}' is not a string`);
  return unquote(token);
}

function unquote(token: string): string {
  return token.slice(1, -1).replaceAll("''", "'");
}

function invalidFilter(detail: string): GraphError {
  return new GraphError(400, 'BadRequest', `Invalid filter clause: ${detail}.`);
}
