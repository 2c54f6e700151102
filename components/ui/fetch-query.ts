import { z } from 'zod';

const refusalSchema = z.object({ code: z.string(), message: z.string() });

/** A route handler's refusal, in words fit for the person at the screen (lib/queries/route-query.ts). */
export class QueryRefusal extends Error {
  override readonly name = 'QueryRefusal';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The query function of TanStack Query for a route handler of ours.
 * @throws {QueryRefusal} what the server refused; anything else means it could not be reached
 */
export async function fetchQuery<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  signal: AbortSignal,
): Promise<z.output<Schema>> {
  const response = await fetch(path, { signal, headers: { accept: 'application/json' } });
  const body: unknown = await response.json();
  if (response.ok) return schema.parse(body);
  const refusal = refusalSchema.safeParse(body);
  if (refusal.success) throw new QueryRefusal(refusal.data.code, refusal.data.message);
  throw new Error(`The server answered ${response.status}`);
}
