import { EnvError } from '#lib/config/env.ts';
import { AppError } from '#lib/domain/errors.ts';

/**
 * The frame of everything npm scripts run: an expected failure is one clear text on stderr, anything
 * else a bug with its stack; both end the process with 1.
 */
export async function runCommand(command: () => Promise<void>): Promise<never> {
  try {
    await command();
    process.exit(process.exitCode ?? 0);
  } catch (error) {
    const isExpected = error instanceof AppError || error instanceof EnvError;
    console.error(isExpected ? `\n${error.message}` : error);
    process.exit(1);
  }
}
