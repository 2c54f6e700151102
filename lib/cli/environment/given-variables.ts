import { processEnvironment } from '#lib/config/env.ts';

/** What the environment says; a variable that is set to nothing is not set. */
export function givenVariables(): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(processEnvironment())) {
    if (value !== undefined && value !== '') given[name] = value;
  }
  return given;
}
