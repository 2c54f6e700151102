/** What a draft's username and password are sealed for (lib/crypto/sealed-secret.ts). */
export function draftSecretsPurpose(draftId: string): string {
  return `connector-draft:${draftId}`;
}

/** What a connector's username and password are sealed for. */
export function connectorSecretsPurpose(connectorId: string): string {
  return `connector:${connectorId}`;
}
