/** What a draft's username and password are sealed for (lib/crypto/sealed-secret.ts). */
export function draftSecretsPurpose(draftId: string): string {
  return `connector-draft:${draftId}`;
}

/** What a connector's username and password are sealed for. */
export function connectorSecretsPurpose(connectorId: string): string {
  return `connector:${connectorId}`;
}

/** What new credentials of a connector are sealed for until their check has passed. */
export function checkSecretsPurpose(checkId: string): string {
  return `connection-check:${checkId}`;
}

/** What a verification code is sealed for until the worker takes it. */
export function checkCodePurpose(checkId: string): string {
  return `connection-check-code:${checkId}`;
}
