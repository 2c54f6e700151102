import { html, type Html } from '#lib/sandbox/http/html.ts';

type Answer = {
  readonly id: string;
  readonly label: string;
  /** What comes back instead of a grant. */
  readonly query: Readonly<Record<string, string>>;
};

function refusal(error: string, code: string, words: string): Answer {
  const label = `AADSTS${code}`;
  return { id: code, label, query: { error, error_description: `${label}: ${words}` } };
}

/** How else Microsoft may answer (FACTS 5.1), to try what the portal makes of it. */
const ANSWERS: readonly Answer[] = [
  refusal('access_denied', '65004', 'User declined to consent to access the app.'),
  refusal('consent_required', '65001', 'The user or administrator has not consented to use it.'),
  refusal('invalid_client', '650056', 'Misconfigured application.'),
  refusal('access_denied', '90093', 'The grant asks for permissions that you may not grant.'),
  refusal('access_denied', '90094', 'The grant requires admin permission.'),
  refusal('invalid_request', '50011', 'The redirect URI does not match those of the application.'),
  refusal('invalid_client', '7000215', 'Invalid client secret provided.'),
  refusal('unauthorized_client', '700016', 'The application was not found in the directory.'),
  refusal('server_error', '99999', 'Something that has no words in the portal.'),
  {
    id: 'other-tenant',
    label: 'A grant of another tenant',
    query: { tenant: '00000000-0000-4000-8000-00000000beef', scope: '' },
  },
];

export function findAnswer(id: string | null): Answer | undefined {
  return ANSWERS.find((answer) => answer.id === id);
}

const SECOND_MS = 1000;
const PROPAGATION_SECONDS = [0, 30, 120];

/** @returns milliseconds; 0 for what is none of the choices */
export function propagationMs(text: string | null): number {
  const seconds = Number(text);
  return PROPAGATION_SECONDS.includes(seconds) ? seconds * SECOND_MS : 0;
}

/** Fields of the form with the permissions. */
export function answerFields(): Html {
  return html`<details>
    <summary>Sandbox: let it go wrong, or take time</summary>
    <p>
      <label
        >Microsoft answers
        <select name="answer">
          <option value="">as it should</option>
          ${ANSWERS.map(({ id, label }) => html`<option value="${id}">${label}</option>`)}
        </select></label
      >
    </p>
    <p>
      <label
        >In force
        <select name="propagation">
          ${PROPAGATION_SECONDS.map(
            (seconds) =>
              html`<option value="${String(seconds)}">
                ${seconds === 0 ? 'at once' : `after ${seconds} seconds`}
              </option>`,
          )}
        </select></label
      >
    </p>
  </details>`;
}
