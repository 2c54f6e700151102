import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { NextRequest } from 'next/server';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import {
  actions,
  fillIn,
  parameters,
  queries,
  routes,
  shapers,
  type Access,
} from '#e2e/roles/doors.ts';
import { createTestDatabase } from '#e2e/servers/test-database.ts';
import { hasPermission, ROLES, type Role } from '#lib/auth/roles.ts';
import { sourceRoot } from '#lib/cli/environment/source-root.ts';
import { AppError } from '#lib/domain/errors.ts';

/** What Next and next-auth would take from the request: who is signed in, and nothing else. */
const request: { roles: readonly Role[] | null } = { roles: null };

vi.mock('server-only', () => ({}));
vi.mock('next/headers', () => ({
  headers: () => Promise.resolve(new Headers()),
  cookies: () => Promise.resolve({ getAll: () => [], set: () => undefined }),
}));
vi.mock('next-intl/server', () => ({
  getTranslations: () => Promise.resolve((key: string) => key),
}));
vi.mock('next-auth/providers/azure-ad', () => ({ default: () => ({}) }));
vi.mock('next-auth', () => ({
  default: () => new Response(),
  getServerSession: () =>
    Promise.resolve(
      request.roles && {
        signedInAt: Date.now(),
        custodyUser: {
          id: 'somebody',
          tenantId: 'tenant',
          name: 'Somebody',
          email: 'somebody@fjord.example',
          roles: request.roles,
          globalAdministrator: 'no',
        },
      },
    ),
}));

type Outcome = 'signed-out' | 'forbidden' | 'through';
type Door = { readonly access: Access | 'token' | undefined; readonly open: () => unknown };

const callers = [
  { name: 'signed out', roles: null },
  { name: 'without a role', roles: [] },
  ...ROLES.map((role) => ({ name: role, roles: [role] })),
] as const;

const rooms = {
  'lib/actions': { find: findActions, table: actions },
  'lib/queries': { find: findQueries, table: queries },
  app: { find: findRoutes, table: routes },
} as const;

describe('whoever comes to a door gets what the table says', async () => {
  vi.stubEnv('DATABASE_URL', await createTestDatabase());
  vi.stubEnv('MASTER_KEY', randomBytes(32).toString('base64'));
  vi.stubEnv('AUDIT_KEY', randomBytes(32).toString('base64'));
  vi.stubEnv('SESSION_SECRET', randomBytes(32).toString('base64'));
  vi.stubEnv('LOG_LEVEL', 'silent');
  // As next.config.ts has it: without it `forbidden()` refuses to work.
  vi.stubEnv('__NEXT_EXPERIMENTAL_AUTH_INTERRUPTS', 'true');
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  for (const [room, { find, table }] of Object.entries(rooms)) {
    const doors = await find();

    test(`${room} has the doors of e2e/roles/doors.ts and no other`, () => {
      expect([...doors.keys()].sort()).toEqual(Object.keys(table).sort());
    });

    test.each([...doors])(`${room}: %s`, async (_name, { access, open }) => {
      const outcomes: Record<string, Outcome> = {};
      for (const { name, roles } of callers) {
        request.roles = roles;
        outcomes[name] = await outcomeOf(open);
      }
      const expected = callers.map(({ name, roles }) => [name, expectedOutcome(access, roles)]);
      expect(outcomes).toEqual(Object.fromEntries(expected));
    });
  }
});

function expectedOutcome(access: Door['access'], roles: readonly Role[] | null): Outcome {
  if (access === 'anybody') return 'through';
  if (roles === null || access === 'token') return 'signed-out';
  if (access === 'signed-in') return 'through';
  return access !== undefined && hasPermission(roles, access) ? 'through' : 'forbidden';
}

async function findActions(): Promise<ReadonlyMap<string, Door>> {
  const doors = new Map<string, Door>();
  for (const file of await listFiles('lib/actions', /^[^.]+\.ts$/)) {
    if (!(await readFile(path.join(sourceRoot, file), 'utf8')).startsWith("'use server'")) continue;
    for (const [name, act] of await functionsOf(file)) {
      const key = `${path.basename(file)} ${name}`;
      doors.set(key, { access: actions[key], open: () => act(new FormData()) });
    }
  }
  return doors;
}

async function findQueries(): Promise<ReadonlyMap<string, Door>> {
  const doors = new Map<string, Door>();
  for (const file of await listFiles('lib/queries', /^[^.]+\.ts$/)) {
    for (const [name, query] of await functionsOf(file)) {
      const key = `${path.basename(file)} ${name}`;
      if (shapers.has(key)) continue;
      const { access, input = [] } = queries[key] ?? {};
      doors.set(key, { access, open: () => query(...input) });
    }
  }
  return doors;
}

async function findRoutes(): Promise<ReadonlyMap<string, Door>> {
  const doors = new Map<string, Door>();
  for (const file of await listFiles('app', /^route\.ts$/)) {
    const folder = path.relative('app', path.dirname(file));
    const address = `http://localhost/${fillIn(folder)}`;
    for (const [method, handle] of await functionsOf(file)) {
      const key = `${method} ${folder}`;
      const params = Promise.resolve(parameters);
      const open = () => handle(new NextRequest(address, { method }), { params });
      doors.set(key, { access: routes[key], open });
    }
  }
  return doors;
}

async function listFiles(folder: string, name: RegExp): Promise<readonly string[]> {
  const entries = await readdir(path.join(sourceRoot, folder), {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => path.relative(sourceRoot, path.join(entry.parentPath, entry.name)))
    .sort();
}

const functionSchema = z.custom<(...input: readonly unknown[]) => unknown>(
  (value) => typeof value === 'function',
);

async function functionsOf(file: string) {
  const exported: unknown = await import(pathToFileURL(path.join(sourceRoot, file)).href);
  return Object.entries(z.record(z.string(), z.unknown()).parse({ ...Object(exported) })).flatMap(
    ([name, value]) => {
      const found = functionSchema.safeParse(value);
      return found.success ? [[name, found.data] as const] : [];
    },
  );
}

const answerSchema = z.union([
  z.instanceof(Response).transform(({ status, headers }) => ({
    status,
    location: headers.get('location') ?? '',
  })),
  z
    .object({ ok: z.literal(false), error: z.object({ code: z.string() }) })
    .transform(({ error }) => error),
]);

/** @throws whatever is no refusal: a bug */
async function outcomeOf(open: Door['open']): Promise<Outcome> {
  try {
    const answer = answerSchema.safeParse(await open());
    if (!answer.success) return 'through';
    if ('code' in answer.data) return outcomeOfCode(answer.data.code);
    const { status, location } = answer.data;
    if (status === 401 || location.includes('/sign-in')) return 'signed-out';
    return status === 403 ? 'forbidden' : 'through';
  } catch (error) {
    if (error instanceof AppError) return outcomeOfCode(error.code);
    const { digest } = z
      .object({ digest: z.string() })
      .parse(error, { error: () => String(error) });
    if (digest.includes('/sign-in')) return 'signed-out';
    return /;403$|;\/no-role;/.test(digest) ? 'forbidden' : 'through';
  }
}

function outcomeOfCode(code: string): Outcome {
  return code === 'signed-out' || code === 'forbidden' ? code : 'through';
}
