import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly mail: Email;
};

export type MailServer = {
  readonly port: number;
  /** In the order in which they came. */
  readonly mails: readonly ReceivedMail[];
  /** While set, the server answers this to every recipient. */
  refusal: { readonly code: number; readonly text: string } | null;
  readonly close: () => Promise<void>;
};

type MailServerOptions = {
  /** The one account that may send, over TLS only; nobody signs in where it is left out. */
  readonly account?: { readonly user: string; readonly password: string };
};

/** An SMTP server (smtp-server, by the authors of nodemailer) that keeps what it is sent. */
export async function startMailServer({ account }: MailServerOptions = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: account === undefined,
    ...(account === undefined && { disabledCommands: ['AUTH', 'STARTTLS'] }),
    onAuth: ({ username, password }, _session, callback) => {
      const isRight = username === account?.user && password === account?.password;
      if (isRight) callback(null, { user: username });
      else callback(new Error('Authentication failed'));
    },
    onRcptTo: (_address, _session, callback) => {
      if (started.refusal === null) callback();
      else {
        const { code, text } = started.refusal;
        callback(Object.assign(new Error(text), { responseCode: code }));
      }
    },
    onData: (stream, session, callback) => {
      const { mailFrom, rcptTo } = session.envelope;
      void keep(stream, mailFrom === false ? '' : mailFrom.address, rcptTo).then(() => {
        callback();
      });
    },
  });
  // A client that says good-bye to a certificate it does not know is no failure of the server.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const started: MailServer = {
    port: portOf(server.server.address()),
    mails,
    refusal: null,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
  return started;

  async function keep(
    stream: NodeJS.ReadableStream,
    from: string,
    recipients: readonly { readonly address: string }[],
  ): Promise<void> {
    const mail = await PostalMime.parse(await buffer(stream));
    mails.push({ from, to: recipients.map(({ address }) => address), mail });
  }
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}
