export type DovecotOptions = {
  /** Whether it offers MULTIAPPEND, LITERAL+ and UIDPLUS; all by default, as Dovecot does. */
  readonly lacks?: readonly ('MULTIAPPEND' | 'LITERAL+' | 'UIDPLUS')[];
  readonly separator?: '/' | '.';
  /** Files in PEM: the server then takes encrypted connections only, by STARTTLS. */
  readonly certificate?: { readonly certificateFile: string; readonly keyFile: string };
  /** Mailboxes that cannot be signed in to. */
  readonly refusedMailboxes?: readonly string[];
  readonly mailboxQuotaBytes?: number;
  /** Writes through to the disk, as Dovecot does by default; tests need not wait for that. */
  readonly isDurable?: boolean;
  /** Where it keeps its files; on a tmpfs for a run without the disk. */
  readonly parentDirectory?: string;
};

type DovecotSetup = DovecotOptions & {
  readonly files: {
    readonly run: string;
    readonly mail: string;
    readonly log: string;
    readonly masters: string;
    readonly refused: string;
  };
  readonly port: number;
  readonly password: string;
  readonly mailOwner: { readonly uid: number; readonly gid: number };
  /** Set when it does not run as root and has no users of its own to change to. */
  readonly processOwner?: { readonly user: string; readonly group: string };
};

/** What Dovecot 2.3 offers after sign-in, when nothing is taken away. */
const CAPABILITIES =
  'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE NAMESPACE UNSELECT CHILDREN LITERAL+ ' +
  'MULTIAPPEND UIDPLUS CONDSTORE ESEARCH BINARY MOVE';

/** A configuration of Dovecot 2.3: Maildir, and every name is a mailbox. */
export function dovecotSettings(setup: DovecotSetup): string {
  const { files, port, password, mailOwner, processOwner, certificate } = setup;
  const lacks = new Set<string>(setup.lacks);
  const offered = CAPABILITIES.split(' ').filter((capability) => !lacks.has(capability));
  return `
base_dir = ${files.run}
state_dir = ${files.run}
log_path = ${files.log}
protocols = imap
listen = 127.0.0.1
auth_mechanisms = plain
auth_master_user_separator = *
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:${files.mail}/%u/Maildir
mail_fsync = ${setup.isDurable === true ? 'optimized' : 'never'}
mail_max_userip_connections = 100
${lacks.size === 0 ? '' : `imap_capability = ${offered.join(' ')}`}
${
  processOwner === undefined
    ? ''
    : `default_login_user = ${processOwner.user}
default_internal_user = ${processOwner.user}
default_internal_group = ${processOwner.group}`
}
${
  certificate === undefined
    ? `ssl = no
disable_plaintext_auth = no`
    : `ssl = required
ssl_cert = <${certificate.certificateFile}
ssl_key = <${certificate.keyFile}`
}
passdb {
  driver = passwd-file
  master = yes
  # The mailbox itself is asked for next.
  result_success = continue
  args = ${files.masters}
}
passdb {
  driver = passwd-file
  deny = yes
  args = ${files.refused}
}
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${mailOwner.uid} gid=${mailOwner.gid} home=${files.mail}/%u
}
service imap-login {
  service_count = 0
  client_limit = 1000
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
  # Otherwise each refused sign-in makes the next ones of this machine wait longer.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
service imap {
  process_limit = 500
}
namespace inbox {
  inbox = yes
  separator = ${setup.separator ?? '/'}
}
${
  setup.mailboxQuotaBytes === undefined
    ? ''
    : `mail_plugins = quota
protocol imap {
  mail_plugins = quota imap_quota
}
plugin {
  quota = maildir:Mailbox
  quota_rule = *:bytes=${setup.mailboxQuotaBytes}
}`
}
`;
}
