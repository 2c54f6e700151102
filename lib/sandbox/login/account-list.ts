import { html, type Html } from '#lib/sandbox/http/html.ts';
import type { Organisation, Person } from '#lib/sandbox/organisation/organisation.ts';

const ROLE_NAMES: Readonly<Record<string, string>> = {
  ConnectorAdmin: 'Connector admin',
  Reviewer: 'Reviewer',
  Reader: 'Reader',
};

/** Buttons named `account`, one a person: the sample accounts first, the others behind a summary. */
export function accountList({ people }: Organisation): Html {
  const others = people.filter(({ isSampleAccount }) => !isSampleAccount);
  return html`<ul>
      ${people.filter(({ isSampleAccount }) => isSampleAccount).map(accountButton)}
    </ul>
    ${
      others.length > 0
        ? html`<details>
            <summary>Use another account</summary>
            <ul>
              ${others.map(accountButton)}
            </ul>
          </details>`
        : null
    }`;
}

function accountButton(person: Person): Html {
  const initials = `${person.givenName.slice(0, 1)}${person.surname.slice(0, 1)}`.toUpperCase();
  return html`<li>
    <button class="account" name="account" value="${person.id}">
      <span class="initials" aria-hidden="true">${initials}</span>
      <div>
        ${person.displayName}
        <div class="soft">${person.address}</div>
        <div class="soft">${roleText(person)}</div>
      </div>
    </button>
  </li>`;
}

function roleText({ appRoles, isGlobalAdministrator }: Person): string {
  const names = appRoles.map((role) => ROLE_NAMES[role] ?? role);
  if (isGlobalAdministrator) names.push('Global Administrator');
  return names.length > 0 ? names.join(', ') : 'No role in Custody';
}
