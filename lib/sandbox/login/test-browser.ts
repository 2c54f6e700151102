/** A page that a browser ended up on, or the address outside the sandbox that it was sent to. */
export type Visit = { readonly url: string; readonly status: number; readonly text: string };

/** As much of a browser as sign-in needs: cookies by path, redirects, forms. */
export function testBrowser(origin: string) {
  const cookies = new Map<string, { readonly value: string; readonly path: string }>();

  function cookieHeader(path: string): string {
    return [...cookies]
      .filter(([, cookie]) => path.startsWith(cookie.path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }

  function keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', ...value] = pair.split('=');
      const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
      cookies.set(name, { value: value.join('='), path });
    }
  }

  /** @param form sent with POST when it is there */
  async function visit(address: string, form?: Readonly<Record<string, string>>): Promise<Visit> {
    let url = new URL(address, origin);
    let body = form;
    for (;;) {
      if (url.origin !== origin) return { url: url.href, status: 0, text: '' };
      const response = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        redirect: 'manual',
        headers: { Cookie: cookieHeader(url.pathname), Accept: 'text/html' },
        ...(body === undefined ? {} : { body: new URLSearchParams(body) }),
      });
      keepCookies(response);
      const location = response.headers.get('location');
      if (location === null) {
        return { url: url.href, status: response.status, text: await response.text() };
      }
      url = new URL(location, url);
      body = undefined;
    }
  }

  return { visit };
}
