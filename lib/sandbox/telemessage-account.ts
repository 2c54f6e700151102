import type { SftpAccount } from '#lib/sandbox/sftp/sftp-server.ts';

/** The sample organisation's account at the stand-in for TeleMessage's SFTP server. */
export const telemessageAccount = { username: 'fjord-archive', password: 'Sandbox-2026' } as const;

const { password } = telemessageAccount;

/** An account that is asked for a verification code after the password, at every sign-in. */
export const codeAccount = {
  username: 'fjord-code',
  password,
  note: 'asks for a verification code: 246810',
  verificationCode: '246810',
} as const satisfies SftpAccount;

/** The same, of a server that waits for the code only as long as it takes to read this. */
export const hastyAccount = {
  username: 'fjord-hasty',
  password,
  note: 'asks for a code (135791), and hangs up after five seconds',
  verificationCode: '135791',
  codePatienceMs: 5_000,
} as const satisfies SftpAccount;

export const lockedAccount = {
  username: 'fjord-locked',
  password,
  note: 'is locked, whatever the password',
  manner: 'locked',
} as const satisfies SftpAccount;

export const silentAccount = {
  username: 'fjord-silent',
  password,
  note: 'gets no answer to its password',
  manner: 'silent',
} as const satisfies SftpAccount;

export const newAccount = {
  username: 'fjord-new',
  password,
  note: 'has no packages yet',
} as const satisfies SftpAccount;

/** Accounts that do not simply work, to see what Custody says then (docs/sandbox.md). */
export const trialAccounts: readonly (SftpAccount & { readonly note: string })[] = [
  newAccount,
  codeAccount,
  hastyAccount,
  lockedAccount,
  silentAccount,
];
