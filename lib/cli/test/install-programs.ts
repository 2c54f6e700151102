import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  findProgram,
  type Program,
  type ServerProgram,
  type UnpackableProgram,
} from '#lib/cli/test/programs.ts';
import { unpackDebianPackages } from '#lib/cli/test/unpack-debian-packages.ts';
import { AppError } from '#lib/domain/errors.ts';

/**
 * Gets the programs that are missing through apt: installed, where that needs no password, else
 * unpacked below node_modules, which every user may do.
 * @throws {AppError} naming what is missing and how to install it.
 */
export async function installPrograms(programs: readonly UnpackableProgram[]): Promise<void> {
  for (const program of programs) {
    if (findProgram(program) !== undefined) continue;
    if (existsSync('/usr/bin/apt-get')) {
      console.log(`${program.name} is missing; getting it through apt …`);
      const prefix = rootPrefix();
      if (prefix === undefined) await unpackDebianPackages(program);
      else install(prefix, program);
    }
    if (findProgram(program) !== undefined) continue;
    throw new AppError(
      'program-missing',
      `The tests need ${program.name}. Install it; on Debian: apt-get install ${program.debianPackages.join(' ')}`,
    );
  }
}

/**
 * Gets the servers that are missing through apt, in a container: on a machine that starts services, a
 * package of a server would start its own, which nobody has asked for. Says which tests are skipped
 * without them.
 */
export function installServers(servers: readonly ServerProgram[]): void {
  const prefix = existsSync('/run/systemd/system') ? undefined : rootPrefix();
  for (const server of servers) {
    if (findProgram(server) !== undefined) continue;
    if (existsSync('/usr/bin/apt-get') && prefix !== undefined) {
      console.log(`${server.name} is missing; getting it through apt …`);
      install(prefix, server);
    }
    if (findProgram(server) !== undefined) continue;
    console.log(
      `${server.name} is missing, so these tests are skipped: ${server.tests}. ` +
        `Install it; on Debian: apt-get install ${server.debianPackages.join(' ')}`,
    );
  }
}

/** What makes a command run as root without asking for a password; undefined when nothing does. */
function rootPrefix(): readonly string[] | undefined {
  if (process.getuid?.() === 0) return [];
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return sudo.status === 0 ? ['sudo', '-n'] : undefined;
}

function install(prefix: readonly string[], program: Program): void {
  const apt = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
  run([...apt, 'update']);
  run([...apt, '-y', '--no-install-recommends', 'install', ...program.debianPackages]);
}

function run([file = '', ...args]: readonly string[]): void {
  spawnSync(file, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}
