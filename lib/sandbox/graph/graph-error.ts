import { randomUUID } from 'node:crypto';

/** A refusal in Graph's words. Codes as Exchange Online documents or is seen to send them. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  body(): unknown {
    const innerError = { date: new Date().toISOString().slice(0, 19), 'request-id': randomUUID() };
    return { error: { code: this.code, message: this.message, innerError } };
  }
}

/** The body is not what the operation takes: broken JSON, an unknown property, a wrong type. */
export function unableToDeserialize(detail: string): GraphError {
  return new GraphError(
    400,
    'UnableToDeserializePostBody',
    `were unable to deserialize: ${detail}`,
  );
}

export function itemNotFound(): GraphError {
  return new GraphError(
    404,
    'ErrorItemNotFound',
    'The specified object was not found in the store.',
  );
}
