import type { AuthenticationType, AuthHandlerMiddleware, Prompt } from 'ssh2';
import type { SftpSecrets } from '#lib/sources/sftp/definition.ts';
import type { SftpErrorCode } from '#lib/sources/sftp/errors.ts';

/** What ssh2 asks while it signs in. */
export type SignIn = {
  readonly chooseMethod: AuthHandlerMiddleware;
  answerPrompts(prompts: readonly Prompt[]): string[];
};

/**
 * Sends the password once, by whichever of the two ways the server offers: a second try of the same
 * would count towards its limit of failed attempts.
 */
export function createSignIn(
  { username, password }: SftpSecrets,
  onRefused: (code: SftpErrorCode) => void,
): SignIn {
  let tried: AuthenticationType | undefined;
  let hasAnswered = false;

  return {
    chooseMethod(methodsLeft, hasPartlySucceeded, next) {
      if (tried === undefined) {
        // Asks which ways there are; servers do not count it.
        tried = 'none';
        next({ type: 'none', username });
      } else if (tried === 'none' && methodsLeft.includes('password')) {
        tried = 'password';
        next({ type: 'password', username, password });
      } else if (tried === 'none' && methodsLeft.includes('keyboard-interactive')) {
        tried = 'keyboard-interactive';
        next('keyboard-interactive');
      } else {
        onRefused(hasPartlySucceeded ? 'verification-code-asked' : 'sign-in-refused');
      }
    },

    answerPrompts(prompts) {
      if (prompts.length === 0) return [];
      if (hasAnswered || prompts.length > 1) {
        onRefused('verification-code-asked');
        return prompts.map(() => '');
      }
      hasAnswered = true;
      return [password];
    },
  };
}
