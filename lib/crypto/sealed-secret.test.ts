import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openSecret, sealSecret } from './sealed-secret.ts';

describe('a sealed secret', () => {
  const key = randomBytes(32);
  const secret = { username: 'fjord-archive', password: 'blåbær' };

  test('opens with the same key for the same purpose', () => {
    const sealed = sealSecret(key, 'draft 1', secret);

    expect(openSecret(key, 'draft 1', sealed)).toEqual(secret);
  });

  test('holds nothing in clear', () => {
    const sealed = Buffer.from(sealSecret(key, 'draft 1', secret));

    expect(sealed.includes('fjord-archive')).toBe(false);
  });

  test('does not open for another purpose, with another key, or when a byte is changed', () => {
    const sealed = sealSecret(key, 'draft 1', secret);
    const changed = sealed.map((byte, index) => (index === 20 ? byte ^ 1 : byte));

    expect(() => openSecret(key, 'draft 2', sealed)).toThrow();
    expect(() => openSecret(randomBytes(32), 'draft 1', sealed)).toThrow();
    expect(() => openSecret(key, 'draft 1', changed)).toThrow();
  });
});
