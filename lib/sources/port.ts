import type { Readable } from 'node:stream';
import type { ConnectionStep } from '#lib/domain/connection-check.ts';
import type { RemotePackage } from '#lib/domain/packages/remote-package.ts';

/** An open connection to where packages come from. Nothing is ever written at the source. */
export type Source = {
  /** Packages and nothing else, oldest name first. @throws {PortError} */
  listPackages(): Promise<readonly RemotePackage[]>;
  /**
   * Streams a package from `startBytes` on. The stream fails with a {@link PortError}, also when the
   * package is gone.
   */
  openPackage(name: string, startBytes?: number): Promise<Readable>;
  close(): Promise<void>;
};

export type OpenSource = {
  readonly signal: AbortSignal;
  /**
   * Told of each check as it starts and ends; the wizard's pop-up shows them. With it, opening lists
   * the packages as well, which is the last check.
   */
  readonly onStep?: (step: ConnectionStep) => void;
};
