/** The sample organisation's account at the stand-in for TeleMessage's SFTP server. */
export const telemessageAccount = { username: 'fjord-archive', password: 'Sandbox-2026' } as const;

/** An account that is asked for a verification code after the password, at every sign-in. */
export const codeAccount = {
  username: 'fjord-code',
  password: telemessageAccount.password,
  verificationCode: '246810',
} as const;
