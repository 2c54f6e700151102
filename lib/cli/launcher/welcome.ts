import path from 'node:path';
import type { Env } from '#lib/config/env.ts';
import { sampleOrganisation } from '#lib/sandbox/organisation/sample-organisation.ts';
import { sampleAccounts } from '#lib/sandbox/sample-accounts.ts';

/** What the launcher says when everything is ready. */
export function welcome(env: Env, databaseLocation: string | undefined): string {
  return [
    '',
    `Custody is ready at ${env.portalUrl}`,
    ...(env.sandbox === undefined ? [] : describeSandbox(env.sandbox, env.dataDir)),
    ...(databaseLocation === undefined
      ? []
      : [
          '',
          `The database is in ${databaseLocation}, because root's directories are closed to it.`,
        ]),
    '',
    'Press Ctrl-C to stop.',
    '',
  ].join('\n');
}

function describeSandbox(sandbox: NonNullable<Env['sandbox']>, dataDir: string): readonly string[] {
  const accounts = sampleOrganisation.people.filter((person) => person.isSampleAccount);
  return [
    '',
    'No Microsoft 365 tenant is configured: this is the sandbox, and nothing leaves this machine.',
    '',
    '  Sign in as (no password)',
    ...accounts.map((person) => `    ${person.address.padEnd(28)}${describeRoles(person)}`),
    '  TeleMessage accounts',
    ...sampleAccounts.map(
      ({ username, password, product }) =>
        `    Username ${username.padEnd(19)} Password ${password}   ${product}`,
    ),
    '    More, to see what may go wrong: docs/sandbox.md',
    '  Mailboxes',
    `    http://127.0.0.1:${sandbox.port}/`,
    '  Mapping file to try',
    `    ${path.join(dataDir, 'sandbox', 'sample-mapping.csv')}`,
  ];
}

function describeRoles(person: {
  readonly appRoles: readonly string[];
  readonly isGlobalAdministrator: boolean;
}): string {
  const words = person.appRoles.map((role) => roleNames[role] ?? role);
  if (person.isGlobalAdministrator) words.push('Global Administrator');
  return words.length === 0 ? 'no role' : words.join(', ');
}

const roleNames: Readonly<Record<string, string>> = {
  ConnectorAdmin: 'Connector admin',
  Reviewer: 'Reviewer',
  Reader: 'Reader',
};
