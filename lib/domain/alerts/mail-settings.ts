/** The mail server that alerts are sent by. */
export type MailSettings = {
  readonly host: string;
  readonly port: number;
  /** `starttls`: encrypted before anything is said; `tls`: from the first byte; `none`: a relay near by. */
  readonly security: 'starttls' | 'tls' | 'none';
  readonly credentials: { readonly user: string; readonly password: string } | undefined;
  /** The sender's address. */
  readonly from: string;
};
