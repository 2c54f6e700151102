import type { AdapterFactory, AdapterPayload } from 'oidc-provider';

type Stored = {
  readonly model: string;
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
};

/** What ends with a grant. A sign-in in progress names one, too, and goes on without it. */
const GRANTED_BY = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

/** Sign-ins in progress and sessions, for as long as this process lives. Keys are signed elsewhere. */
export function memoryAdapter(): AdapterFactory {
  const stored = new Map<string, Stored>();

  function live(key: string): AdapterPayload | undefined {
    const found = stored.get(key);
    if (found === undefined) return undefined;
    if (found.expiresAt > Date.now()) return found.payload;
    stored.delete(key);
    return undefined;
  }

  function findWhere(matches: (payload: AdapterPayload) => boolean, model: string) {
    for (const [key, { model: itsModel }] of stored) {
      const payload = itsModel === model ? live(key) : undefined;
      if (payload !== undefined && matches(payload)) return payload;
    }
    return undefined;
  }

  function removeExpired(): void {
    for (const key of stored.keys()) live(key);
  }

  return (model) => ({
    upsert: (id, payload, expiresIn) => {
      removeExpired();
      const expiresAt = expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000;
      stored.set(`${model}:${id}`, { model, payload, expiresAt });
      return Promise.resolve();
    },
    find: (id) => Promise.resolve(live(`${model}:${id}`)),
    findByUid: (uid) => Promise.resolve(findWhere((payload) => payload.uid === uid, model)),
    findByUserCode: (code) =>
      Promise.resolve(findWhere((payload) => payload.userCode === code, model)),
    consume: (id) => {
      const payload = live(`${model}:${id}`);
      if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      return Promise.resolve();
    },
    destroy: (id) => {
      stored.delete(`${model}:${id}`);
      return Promise.resolve();
    },
    revokeByGrantId: (grantId) => {
      for (const [key, { model: itsModel, payload }] of stored) {
        if (payload.grantId === grantId && GRANTED_BY.has(itsModel)) stored.delete(key);
      }
      return Promise.resolve();
    },
  });
}
