/** What a webhook's address and signing secret are sealed for (lib/crypto/sealed-secret.ts). */
export function channelSecretsPurpose(channelId: string): string {
  return `alert-channel:${channelId}`;
}
