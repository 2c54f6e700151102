/** The sample organisation's account at the stand-in for TeleMessage's SFTP server. */
export const telemessageAccount = { username: 'fjord-archive', password: 'Sandbox-2026' } as const;
