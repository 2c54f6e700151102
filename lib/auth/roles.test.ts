import { describe, expect, it } from 'vitest';
import { hasPermission, isRole, permissions, ROLES, type Permission } from '#lib/auth/roles.ts';

const everyPermission = Object.keys(permissions).filter(
  (name): name is Permission => name in permissions,
);

describe('hasPermission', () => {
  it('gives a Connector admin every permission', () => {
    const missing = everyPermission.filter((name) => !hasPermission(['ConnectorAdmin'], name));
    expect(missing).toEqual([]);
  });

  it('lets a Reviewer work on held items and logs, and not change connectors', () => {
    expect(hasPermission(['Reviewer'], 'held-items.manage')).toBe(true);
    expect(hasPermission(['Reviewer'], 'logs.download')).toBe(true);
    expect(hasPermission(['Reviewer'], 'connectors.write')).toBe(false);
  });

  it('lets a Reader read only', () => {
    const allowed = everyPermission.filter((name) => hasPermission(['Reader'], name));
    expect(allowed).toEqual(['connectors.read', 'runs.read', 'alerts.read', 'held-items.read']);
  });

  it('gives somebody without a role nothing', () => {
    expect(everyPermission.filter((name) => hasPermission([], name))).toEqual([]);
  });

  it('adds up the permissions of several roles', () => {
    expect(hasPermission(['Reader', 'ConnectorAdmin'], 'connectors.write')).toBe(true);
  });
});

describe('isRole', () => {
  it('knows the roles and nothing else', () => {
    expect(ROLES.every(isRole)).toBe(true);
    expect(isRole('Global Administrator')).toBe(false);
    expect(isRole('constructor')).toBe(false);
  });
});
