import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runAction, type ActionDefinition } from '#lib/actions/run-action.ts';
import type { Permission, Role } from '#lib/auth/roles.ts';
import { AppError, PortError } from '#lib/domain/errors.ts';

const schema = z.object({ name: z.string().min(1, 'name-missing'), size: z.number().max(10) });

function signedInAs(...roles: Role[]) {
  const user = {
    id: 'a1',
    tenantId: 't1',
    name: 'Grace Lind',
    email: 'grace.lind@fjord.example',
    roles,
    globalAdministrator: 'no',
  } as const;
  return () => Promise.resolve({ user });
}

const words = new Map([
  ['signed-out', 'Sign in again.'],
  ['forbidden', 'Not with your role.'],
  ['invalid-input', 'Look at the fields.'],
  ['name-missing', 'Enter a name.'],
  ['unreachable', 'The server does not answer.'],
]);

const given = { name: 'Telegram', size: 1 };

type Changes = Partial<ActionDefinition<typeof schema, string>> & {
  findSession?: ReturnType<typeof signedInAs> | (() => Promise<null>);
};

async function call(changes: Changes, input: unknown = given) {
  const bugs: unknown[] = [];
  const refusals: Permission[] = [];
  const { findSession = signedInAs('ConnectorAdmin'), ...definition } = changes;
  const result = await runAction(
    {
      permission: 'connectors.write',
      schema,
      run: ({ name }, { session }) => Promise.resolve(`${name} by ${session.user.email}`),
      ...definition,
    },
    {
      findSession,
      recordRefusal: (_user, permission) => {
        refusals.push(permission);
        return Promise.resolve();
      },
      findWords: (code) => words.get(code),
      reportBug: (error) => `Number ${bugs.push(error)}.`,
    },
    input,
  );
  return { result, bugs, refusals };
}

describe('runAction', () => {
  it('runs the verb with parsed input and the session', async () => {
    const { result } = await call({});
    expect(result).toEqual({ ok: true, data: 'Telegram by grace.lind@fjord.example' });
  });

  it('refuses somebody who is signed out, before it looks at the input', async () => {
    const { result } = await call({ findSession: () => Promise.resolve(null) }, 'nonsense');
    expect(result).toEqual({ ok: false, error: { code: 'signed-out', message: 'Sign in again.' } });
  });

  it('refuses somebody without the permission, before it looks at the input', async () => {
    const { result, refusals } = await call(
      { findSession: signedInAs('Reviewer', 'Reader') },
      'nonsense',
    );
    expect(result).toEqual({
      ok: false,
      error: { code: 'forbidden', message: 'Not with your role.' },
    });
    expect(refusals).toEqual(['connectors.write']);
  });

  it('says what is wrong with each field, in words where there are words', async () => {
    const { result, bugs } = await call({}, { name: '', size: 11 });
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: 'invalid-input',
        message: 'Look at the fields.',
        fields: { name: 'Enter a name.', size: 'Too big: expected number to be <=10' },
      },
    });
    expect(bugs).toEqual([]);
  });

  it('turns an expected refusal into the words of its code', async () => {
    const run = () => Promise.reject(new AppError('unreachable', 'fallback'));
    const { result } = await call({ run });
    expect(result).toMatchObject({ error: { message: 'The server does not answer.' } });
  });

  it('shows an expected refusal as it was written when its code has no words', async () => {
    const run = () => Promise.reject(new AppError('name-taken', 'Line 4 is taken.'));
    const { result, bugs } = await call({ run });
    expect(result).toEqual({
      ok: false,
      error: { code: 'name-taken', message: 'Line 4 is taken.' },
    });
    expect(bugs).toEqual([]);
  });

  it('shows a refusal of a source or destination by the words of its code', async () => {
    const run = () => Promise.reject(new PortError('unreachable', 'retry'));
    const { result } = await call({ run });
    expect(result).toMatchObject({ error: { code: 'unreachable' } });
  });

  it('reports anything else, and shows one neutral sentence', async () => {
    const error = new Error('password is hunter2');
    const { result, bugs } = await call({ run: () => Promise.reject(error) });
    expect(result).toEqual({ ok: false, error: { code: 'unexpected', message: 'Number 1.' } });
    expect(bugs).toEqual([error]);
  });

  it('reports that the session could not be read', async () => {
    const findSession = () => Promise.reject(new Error('no secret'));
    const { result } = await call({ findSession });
    expect(result).toMatchObject({ error: { code: 'unexpected' } });
  });

  it('lets Next redirect', async () => {
    const redirect = Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;push;/' });
    await expect(call({ run: () => Promise.reject(redirect) })).rejects.toBe(redirect);
  });
});
