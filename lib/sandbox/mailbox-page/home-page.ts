import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { html, type Html } from '#lib/sandbox/http/html.ts';
import { mailboxPath, type SiteContext } from '#lib/sandbox/mailbox-page/site-context.ts';
import { avatar, formatSize, formatTime, sitePage } from '#lib/sandbox/mailbox-page/site-page.ts';
import type { Person } from '#lib/sandbox/organisation/organisation.ts';
import { peopleToMap } from '#lib/sandbox/organisation/sample-mapping-file.ts';
import { accountDirectory, type SftpAccount } from '#lib/sandbox/sftp/sftp-server.ts';

/** `/`: everybody, and how to reach TeleMessage. @param search part of a name or an address */
export async function homePage(context: SiteContext, search: string) {
  const { organisation, store } = context;
  const wanted = search.trim().toLowerCase();
  const people = organisation.people.filter(({ displayName, address }) =>
    [displayName.toLowerCase(), address].some((text) => text.includes(wanted)),
  );
  const archived = store.folders.countArchived();
  const packages = await Promise.all(
    context.sftp.accounts
      .filter(({ note }) => note === undefined)
      .map((account) => packageCard(context, account)),
  );
  return sitePage(
    organisation.name,
    html`<main class="home">
      <section class="card">
        <h1>${organisation.name}</h1>
        <p class="soft">
          ${organisation.people.length} people. What TeleMessage archives of their messages comes
          into these mailboxes.
        </p>
        <form class="search" role="search">
          <input
            type="search"
            name="search"
            value="${search}"
            placeholder="Find people"
            aria-label="Find people"
          />
          <button>Search</button>
        </form>
        ${people.length === 0 ? html`<p class="empty">Nobody is called “${search}”.</p>` : null}
        <ul class="people">
          ${people.map((person) => personRow(person, archived.get(person.id) ?? 0))}
        </ul>
      </section>
      <div>
        ${consentCard(context)}
        <section class="card">
          <h2>User mapping</h2>
          <p>
            ${peopleToMap(organisation).length} people are registered at TeleMessage without an
            e-mail address of their mailbox.
          </p>
          <a href="/sample-mapping.csv" download>Download the mapping file for them</a>
        </section>
        ${packages} ${trialCard(context)}
      </div>
    </main>`,
  );
}

function personRow(person: Person, archived: number): Html {
  const content = html`${avatar(person.displayName)}
    <span>
      <span class="row">
        <span class="clip">${person.displayName}</span>
        ${archived > 0 ? html`<span class="small soft">${archived} archived</span>` : null}
      </span>
      <span class="small soft clip">${person.address}</span>
      <span class="tags"
        >${peculiarities(person).map((text) => html`<span class="tag warn">${text}</span>`)}</span
      >
    </span>`;
  return person.hasMailbox
    ? html`<li><a class="person" href="${mailboxPath(person.address)}">${content}</a></li>`
    : html`<li><span class="person">${content}</span></li>`;
}

function peculiarities({ hasMailbox, teleMessageEmail, address, aliases }: Person) {
  const isWrong = teleMessageEmail !== null && ![address, ...aliases].includes(teleMessageEmail);
  return [
    ...(hasMailbox ? [] : ['No mailbox']),
    ...(teleMessageEmail === null ? ['No e-mail at TeleMessage'] : []),
    ...(isWrong ? ['Wrong e-mail at TeleMessage'] : []),
  ];
}

function consentCard({ permissions, portalUrl }: SiteContext): Html {
  const { permissions: granted, grantedBy, grantedAt, mailboxScope } = permissions.current();
  return html`<section class="card">
    <h2>Custody</h2>
    <p><a href="${portalUrl}">${portalUrl}</a></p>
    ${
      granted.length === 0
        ? html`<p class="soft">No administrator has granted it access to the mailboxes.</p>`
        : html`<p>
              May use ${granted.join(' and ')}: granted by ${grantedBy},
              ${formatTime(grantedAt ?? '')}.
            </p>
            <form method="post" action="/consent/revoke"><button>Revoke the consent</button></form>`
    }
    <details>
      <summary>Limit it to chosen mailboxes</summary>
      <p class="soft">
        As an Exchange administrator does with RBAC for Applications. Custody is then asked to
        consent to nothing about mail, and its tokens say nothing of it.
      </p>
      <form method="post" action="/consent/limit">
        <label
          >Addresses, one after the other <input name="mailboxes" value="${mailboxScope.join(' ')}"
        /></label>
        <button>Limit</button>
      </form>
    </details>
  </section>`;
}

/** What goes wrong at a source on purpose, so that one sees what Custody says then. */
function trialCard({ sftp }: SiteContext): Html {
  return html`<section class="card">
    <h2>TeleMessage: what may go wrong</h2>
    <dl>
      ${sftp.accounts
        .filter(({ note }) => note !== undefined)
        .map(
          ({ username, note }) =>
            html`<dt>${username}</dt>
              <dd>${note}</dd>`,
        )}
    </dl>
    <form method="post" action="/host-key/replace">
      <button>Give the server another host key</button>
    </form>
  </section>`;
}

async function packageCard({ sftp }: SiteContext, account: SftpAccount) {
  const { username, password, product } = account;
  const directory = accountDirectory(sftp.directory, username);
  const names = (await readdir(directory))
    .filter((name) => name.endsWith('.zip'))
    .sort()
    .reverse();
  const packages = await Promise.all(
    names.map(async (name) => ({ name, size: (await stat(path.join(directory, name))).size })),
  );
  return html`<section class="card">
    <h2>${product === undefined ? 'TeleMessage' : `TeleMessage: ${product}`}</h2>
    <dl>
      <dt>Username</dt>
      <dd>${username}</dd>
      <dt>Password</dt>
      <dd>${password}</dd>
      <dt>Server</dt>
      <dd>sftp://127.0.0.1:${sftp.port}</dd>
    </dl>
    <details>
      <summary>${packages.length} packages</summary>
      <ul class="files">
        ${packages.map(
          ({ name, size }) =>
            html`<li>
              <a
                href="/packages/${encodeURIComponent(username)}/${encodeURIComponent(name)}"
                download
                >${name}</a
              >
              <span class="small soft">${formatSize(size)}</span>
            </li>`,
        )}
      </ul>
    </details>
  </section>`;
}
