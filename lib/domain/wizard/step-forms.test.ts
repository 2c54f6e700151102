import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { loginFormSchema, mappingFormSchema, scheduleFormSchema } from './step-forms.ts';

function problems(schema: z.ZodType, input: unknown): string[] {
  return (schema.safeParse(input).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
}

describe('the sign-in', () => {
  const filled = { name: 'Trading', credentials: 'new', username: 'fjord', password: 'secret' };

  test('asks for a name, a username and a password', () => {
    expect(problems(loginFormSchema, filled)).toEqual([]);
    expect(
      problems(loginFormSchema, { ...filled, name: ' ', username: ' ', password: '' }),
    ).toEqual([
      'name: name-required',
      'username: username-required',
      'password: password-required',
    ]);
  });

  test('keeps what is stored unless it is to be replaced', () => {
    const stored = { ...filled, credentials: 'stored', username: '', password: '' };

    expect(problems(loginFormSchema, stored)).toEqual([]);
  });

  test('takes the spaces around a name, never those of a password', () => {
    expect(loginFormSchema.parse({ ...filled, name: ' Trading ', password: ' secret ' })).toEqual({
      ...filled,
      password: ' secret ',
    });
  });
});

describe('the mapping', () => {
  test('is automatic, or by a file, or both, but never neither', () => {
    expect(problems(mappingFormSchema, { isAutomatic: true, file: 'none' })).toEqual([]);
    expect(problems(mappingFormSchema, { isAutomatic: false, file: 'stored' })).toEqual([]);
    expect(problems(mappingFormSchema, { isAutomatic: false, file: 'none' })).toEqual([
      'file: mapping-required',
    ]);
  });
});

describe('the schedule', () => {
  test.each(['6:00', '24:00', '06:60', 'noon', ''])('refuses %j as a time', (time) => {
    expect(problems(scheduleFormSchema, { time, timeZone: 'Europe/Oslo' })).toEqual([
      'time: time-invalid',
    ]);
  });

  test('refuses a time zone that does not exist', () => {
    expect(problems(scheduleFormSchema, { time: '06:00', timeZone: 'Mars/Olympus' })).toEqual([
      'timeZone: time-zone-invalid',
    ]);
  });
});
