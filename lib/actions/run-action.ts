import type { z } from 'zod';
import { hasPermission, type Permission } from '#lib/auth/roles.ts';
import type { Session } from '#lib/auth/session.ts';
import { AppError, PortError } from '#lib/domain/errors.ts';

export type ActionError = {
  readonly code: string;
  /** Fit for the person at the screen, in their language. */
  readonly message: string;
  /** The first problem of each field, by its path in the input (`mapping.file`). */
  readonly fields?: Readonly<Record<string, string>>;
};

export type ActionResult<Data> =
  { readonly ok: true; readonly data: Data } | { readonly ok: false; readonly error: ActionError };

export type ActionContext = { readonly session: Session };

export type ActionDefinition<Schema extends z.ZodType, Data> = {
  /** `signed-in`: any role, or none. */
  readonly permission: Permission | 'signed-in';
  readonly schema: Schema;
  readonly run: (input: z.output<Schema>, context: ActionContext) => Promise<Data>;
};

export type ActionSurroundings = {
  readonly findSession: () => Promise<Session | null>;
  /** Writes down that somebody asked for what their roles do not allow. */
  readonly recordRefusal: (user: Session['user'], permission: Permission) => Promise<void>;
  /** The words of an error code, or undefined when there are none. */
  readonly findWords: (code: string) => string | undefined;
  /** Logs what nobody expected. @returns the neutral sentence to show, with the number of the log line */
  readonly reportBug: (error: unknown) => string;
};

/**
 * Who, what shape, which verb, in this order. Expected refusals come back in words; everything else is
 * logged and becomes one neutral sentence. Never throws, except what Next throws to redirect.
 */
export async function runAction<Schema extends z.ZodType, Data>(
  definition: ActionDefinition<Schema, Data>,
  surroundings: ActionSurroundings,
  input: unknown,
): Promise<ActionResult<Data>> {
  const { findSession, recordRefusal, findWords, reportBug } = surroundings;
  const refuse = (code: string, fallback: string) =>
    ({ ok: false, error: { code, message: findWords(code) ?? fallback } }) as const;

  try {
    const session = await findSession();
    if (session === null) return refuse('signed-out', 'Your session has ended. Sign in again.');
    const { permission } = definition;
    if (permission !== 'signed-in' && !hasPermission(session.user.roles, permission)) {
      await recordRefusal(session.user, permission);
      return refuse('forbidden', 'Your role does not allow this.');
    }
    const parsed = definition.schema.safeParse(input);
    if (!parsed.success) {
      const { ok, error } = refuse('invalid-input', 'Some answers need attention.');
      return { ok, error: { ...error, fields: firstProblems(parsed.error, findWords) } };
    }
    return { ok: true, data: await definition.run(parsed.data, { session }) };
  } catch (error) {
    if (isNextSignal(error)) throw error;
    if (error instanceof AppError) return refuse(error.code, error.userMessage);
    const words = error instanceof PortError ? findWords(error.code) : undefined;
    if (error instanceof PortError && words !== undefined) return refuse(error.code, words);
    return { ok: false, error: { code: 'unexpected', message: reportBug(error) } };
  }
}

/** `redirect()` and `notFound()` work by throwing an error that only Next may catch. */
function isNextSignal(error: unknown): boolean {
  return (
    error instanceof Error &&
    'digest' in error &&
    typeof error.digest === 'string' &&
    error.digest.startsWith('NEXT_')
  );
}

/** A schema may give a code of lib/messages as its message; anything else is shown as it is. */
function firstProblems(
  error: z.ZodError,
  findWords: (code: string) => string | undefined,
): Record<string, string> {
  const problems = new Map<string, string>();
  for (const issue of error.issues) {
    const field = issue.path.join('.');
    if (!problems.has(field)) problems.set(field, findWords(issue.message) ?? issue.message);
  }
  return Object.fromEntries(problems);
}
