import { spawn } from 'node:child_process';
import { z } from 'zod';
import { onLauncherGone } from '#lib/cli/launcher/on-launcher-gone.ts';

/**
 * Stands between the launcher and PostgreSQL, which by itself would outlive a launcher that was
 * killed. Its one argument says what to run; SIGTERM ends the server orderly.
 */
const SMART_SHUTDOWN_MS = 10_000;

const guardedServerSchema = z.object({
  file: z.string(),
  args: z.array(z.string()),
  uid: z.number().optional(),
  gid: z.number().optional(),
});

const { file, args, uid, gid } = guardedServerSchema.parse(JSON.parse(process.argv[2] ?? ''));

const server = spawn(file, args, {
  cwd: '/',
  stdio: ['ignore', 'inherit', 'inherit'],
  ...(uid === undefined ? {} : { uid }),
  ...(gid === undefined ? {} : { gid }),
});
server.on('exit', (code) => process.exit(code ?? 1));

// SIGTERM waits for the open connections, SIGINT ends them:
// https://www.postgresql.org/docs/18/server-shutdown.html
const shutDownFast = () => server.kill('SIGINT');
process.on('SIGTERM', shutDownFast);
process.on('SIGINT', shutDownFast);
onLauncherGone(process.ppid, () => {
  server.kill('SIGTERM');
  setTimeout(shutDownFast, SMART_SHUTDOWN_MS);
});
