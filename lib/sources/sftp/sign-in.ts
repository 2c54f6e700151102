import type { AuthenticationType, AuthHandlerMiddleware, Prompt } from 'ssh2';
import type { SftpSecrets } from '#lib/sources/sftp/definition.ts';
import type { SftpErrorCode } from '#lib/sources/sftp/errors.ts';

/** What ssh2 asks while it signs in. */
export type SignIn = {
  readonly chooseMethod: AuthHandlerMiddleware;
  /** Answers in the order of the prompts, once they are known. */
  answerPrompts(prompts: readonly Prompt[], answer: (answers: string[]) => void): void;
};

type SignInOptions = {
  /** Asks a person for the verification code; undefined when nobody is there. */
  readonly askCode: (() => Promise<string>) | undefined;
  readonly onRefused: (code: SftpErrorCode, cause?: unknown) => void;
};

/**
 * Sends the password once, by whichever of the two ways the server offers: a second try of the same
 * would count towards its limit of failed attempts. What the server asks besides is the verification
 * code, either in a second way after the password, or as a further prompt of the same way.
 */
export function createSignIn(
  { username, password }: SftpSecrets,
  { askCode, onRefused }: SignInOptions,
): SignIn {
  let tried: AuthenticationType | undefined;
  let hasSentPassword = false;
  let hasSentCode = false;

  const prompted = (next: (method: 'keyboard-interactive') => void) => {
    tried = 'keyboard-interactive';
    next('keyboard-interactive');
  };

  return {
    chooseMethod(methodsLeft, hasPartlySucceeded, next) {
      if (tried === undefined) {
        // Asks which ways there are, which is not known before; servers do not count it.
        tried = 'none';
        next({ type: 'none', username });
        return;
      }
      const mayPrompt = methodsLeft.includes('keyboard-interactive');
      if (tried === 'none' && methodsLeft.includes('password')) {
        tried = 'password';
        hasSentPassword = true;
        next({ type: 'password', username, password });
      } else if (tried === 'none' && mayPrompt) prompted(next);
      else if (hasPartlySucceeded && mayPrompt && askCode !== undefined && !hasSentCode) {
        prompted(next);
      } else if (hasPartlySucceeded) onRefused('verification-code-asked');
      else onRefused(hasSentCode ? 'verification-code-refused' : 'sign-in-refused');
    },

    answerPrompts(prompts, answer) {
      const passwords = hasSentPassword || prompts.length === 0 ? [] : [password];
      if (passwords.length > 0) hasSentPassword = true;
      const codesAsked = prompts.length - passwords.length;
      if (codesAsked === 0) {
        answer(passwords);
        return;
      }
      // A second code would be another one; and of two prompts nobody knows which is the code's.
      if (askCode === undefined || hasSentCode || codesAsked > 1) {
        onRefused(hasSentCode ? 'verification-code-refused' : 'verification-code-asked');
        return;
      }
      askCode().then(
        (code) => {
          hasSentCode = true;
          answer([...passwords, code]);
        },
        (error: unknown) => {
          onRefused('verification-code-late', error);
        },
      );
    },
  };
}
