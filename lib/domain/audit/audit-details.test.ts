import { describe, expect, test } from 'vitest';
import { findAuditDetail } from '#lib/domain/audit/audit-details.ts';

describe('findAuditDetail', () => {
  test('a detail', () => {
    expect(findAuditDetail('timeZone')).toEqual({ detail: 'timeZone', isBefore: false });
  });
  test('its value before', () => {
    expect(findAuditDetail('timeZoneBefore')).toEqual({ detail: 'timeZone', isBefore: true });
  });
  test.each(['zone', 'Before', 'toString'])('%s is none', (name) => {
    expect(findAuditDetail(name)).toBeUndefined();
  });
});
