const IS_ASCII = /^[\x20-\x7e]*$/;
/** Nothing that would end a host name in a URL. */
const HOST_ONLY = /^[^\s/?#:@\\[\]%]+$/;

/**
 * An e-mail address in the form in which addresses are compared: lower case, and an internationalised
 * domain as its ASCII form (`jürg@münchen.example` is `jürg@xn--mnchen-3ya.example`, RFC 5890), which is
 * how Exchange and most mail programs write it. Does not say whether it is an address.
 */
export function comparableAddress(address: string): string {
  const lower = address.toLowerCase();
  if (IS_ASCII.test(lower)) return lower;
  const composed = lower.normalize('NFC');
  const at = composed.lastIndexOf('@');
  const domain = composed.slice(at + 1);
  const asUrl = `http://${domain}`;
  if (at < 1 || !HOST_ONLY.test(domain) || !URL.canParse(asUrl)) return composed;
  return `${composed.slice(0, at + 1)}${new URL(asUrl).hostname}`;
}
