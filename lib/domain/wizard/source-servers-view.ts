/** Which servers the wizard may be pointed to, each as `host:port`, `host:*` or `*.domain:port`. */
export type SourceServersView = {
  /** The deployment's, unless the admin names another one. */
  readonly own: string;
  /** None: it cannot be changed. */
  readonly others: readonly string[];
};
