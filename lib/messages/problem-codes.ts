import problems from '#lib/messages/en/problems.json' with { type: 'json' };

export type ProblemCode = keyof typeof problems;

/** Whether there are words for an error code (lib/messages/<locale>/problems.json). */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}
