import { AppError } from '#lib/domain/errors.ts';
import {
  isAllowedServer,
  isSameServer,
  parseServer,
  sourceServerSchema,
  type ServerPolicy,
} from '#lib/domain/source-server.ts';
import type { DraftAnswers } from '#lib/domain/wizard/draft-answers.ts';

type SourceSettings = NonNullable<DraftAnswers['login']>['source']['settings'];

/**
 * The deployment's settings with the server that the form names. Asked here so that the admin is told
 * at once; the worker asks again for every connection, and then of the address as well.
 * @throws {AppError} `server-not-allowed`
 */
export function chooseServer(
  settings: SourceSettings,
  text: string | undefined,
  servers: ServerPolicy,
): SourceSettings {
  if (text === undefined) return settings;
  const server = parseServer(text);
  if (server === null || !isAllowedServer(servers, server)) {
    throw new AppError('server-not-allowed', 'This deployment does not connect to that server.');
  }
  return { ...settings, ...server };
}

/** Also true of sources that are no servers. */
export function isOnSameServer(one: SourceSettings, other: SourceSettings): boolean {
  const [first, second] = [one, other].map(
    (settings) => sourceServerSchema.safeParse(settings).data,
  );
  return first === undefined || second === undefined || isSameServer(first, second);
}
