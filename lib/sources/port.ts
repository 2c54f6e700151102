import type { Readable } from 'node:stream';
import type { ConnectionStep } from '#lib/domain/connection-check.ts';
import type { RemotePackage } from '#lib/domain/packages/remote-package.ts';
import type { ServerPolicy } from '#lib/domain/source-server.ts';
import type { PutAwayHow } from '#lib/domain/connectors/after-import.ts';

/** `gone`: it was not there any more. `changed`: another file has its name now, and was left alone. */
export type PutAwayResult = 'done' | 'gone' | 'changed';

/** An open connection to where packages come from. Nothing is written there but by `putAway`. */
export type Source = {
  /** Packages and nothing else, oldest name first. @throws {PortError} */
  listPackages(): Promise<readonly RemotePackage[]>;
  /**
   * Streams a package from `startBytes` on. The stream fails with a {@link PortError}, also when the
   * package is gone, or becomes another one while it is read (`package-changed`).
   */
  openPackage(name: string, startBytes?: number): Promise<Readable>;
  /**
   * Moves an imported package to the directory for it, or deletes it. It must still have the size and
   * the time that it had when it was listed. Safe to repeat.
   * @throws {PortError} `not-permitted` where the account may only read
   */
  putAway(imported: RemotePackage, how: PutAwayHow): Promise<PutAwayResult>;
  close(): Promise<void>;
};

export type OpenSource = {
  readonly signal: AbortSignal;
  /**
   * Told of each check as it starts and ends; the wizard's pop-up shows them. With it, opening lists
   * the packages as well, which is the last check.
   */
  readonly onStep?: (step: ConnectionStep) => void;
  /**
   * Asks a person for the verification code that the server wants. Where it is left out nobody is
   * there, and the sign-in is refused with `verification-code-asked`.
   */
  readonly askCode?: () => Promise<string>;
  /** Which servers may be connected to. What is a directory of the machine's own needs none. */
  readonly servers: ServerPolicy;
  /** How long one answer of the source may take. */
  readonly patienceMs?: number;
};
