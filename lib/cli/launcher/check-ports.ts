import { findPortFault } from '#lib/cli/launcher/ports.ts';
import type { Env } from '#lib/config/env.ts';
import { AppError } from '#lib/domain/errors.ts';

type NeededPort = {
  readonly setting: string;
  readonly port: number;
  readonly hosts: readonly string[];
};

/**
 * Everything that must be free before anything is started.
 * @throws {AppError} naming each port that is not, and the setting that changes it.
 */
export async function checkPorts(env: Env): Promise<void> {
  const problems: string[] = [];
  const seen = new Map<number, string>();
  for (const { setting, port, hosts } of neededPorts(env)) {
    const other = seen.get(port);
    if (other !== undefined) {
      problems.push(`  ${setting} and ${other} are both ${port}; give them different ports.`);
    }
    seen.set(port, setting);
    for (const host of hosts) {
      const fault = await findPortFault(port, host);
      if (fault === undefined) continue;
      problems.push(`  Port ${port} ${fault}. Set ${setting} to another port.`);
      break;
    }
  }
  if (problems.length === 0) return;
  throw new AppError('ports-taken', `Custody cannot start:\n${problems.join('\n')}`);
}

function neededPorts(env: Env): readonly NeededPort[] {
  const loopback = ['127.0.0.1'];
  // A browser may take localhost for ::1, and would then meet somebody else's server there.
  const web = { setting: 'PORT', port: env.port, hosts: ['127.0.0.1', '::1'] };
  return [
    env.sandbox === undefined ? { ...web, hosts: ['0.0.0.0', '::'] } : web,
    ...(env.sandbox === undefined
      ? []
      : [
          { setting: 'SANDBOX_PORT', port: env.sandbox.port, hosts: loopback },
          { setting: 'SANDBOX_SFTP_PORT', port: env.sandbox.sftpPort, hosts: loopback },
        ]),
    ...(env.databaseUrl === undefined
      ? [{ setting: 'DATABASE_PORT', port: env.databasePort, hosts: loopback }]
      : []),
  ];
}
