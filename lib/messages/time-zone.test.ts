import { describe, expect, it } from 'vitest';
import { parseTimeZone } from '#lib/messages/time-zone.ts';

describe('parseTimeZone', () => {
  it('keeps a zone that exists', () => {
    expect(parseTimeZone('Europe/Stockholm')).toBe('Europe/Stockholm');
  });

  it('answers UTC when nothing, or nothing sensible, was sent', () => {
    expect(parseTimeZone(undefined)).toBe('UTC');
    expect(parseTimeZone('Mars/Olympus')).toBe('UTC');
  });
});
